namespace Cog.Hosting.Files;

/// <summary>A header in memory, and the time at which it was last known to be the file's. Shared by requests.</summary>
internal sealed class OpenHeader
{
    private long _asOf; // UTC ticks.

    /// <summary>Reads through whatever source it is given by <see cref="CogReader.WithSource"/>.</summary>
    public CogReader Reader => Reading.Value.Result;

    /// <summary>Whether it knows of overviews in a file of their own.</summary>
    public bool HasExternalOverviews => Reader.Header.ExternalOverviews is not null;

    /// <summary>When it was last known to be the file's.</summary>
    public DateTimeOffset AsOf => new(Interlocked.Read(ref _asOf), TimeSpan.Zero);

    /// <summary>The ranges of its values that were counted.</summary>
    public CountedRanges Ranges { get; internal set; } = new();

    /// <summary>Ends when the shared table has it, or has not taken it: a function must not be put to sleep before.</summary>
    public Task Storing { get; internal set; } = Task.CompletedTask;

    internal Lazy<Task<CogReader>> Reading { get; set; } = new(() => throw new InvalidOperationException());

    /// <summary>Notes that it was the file's at a time; an earlier one changes nothing.</summary>
    internal void Confirm(DateTimeOffset time)
    {
        long ticks = time.UtcTicks,
            known = Interlocked.Read(ref _asOf);
        while (ticks > known)
        {
            long found = Interlocked.CompareExchange(ref _asOf, ticks, known);
            if (found == known)
            {
                return;
            }

            known = found;
        }
    }
}
