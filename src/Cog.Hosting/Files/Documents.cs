using Cog.Blocks;
using Cog.Header;
using Cog.Hosting.Sources;
using Cog.Sources;

namespace Cog.Hosting.Files;

/// <summary>
/// Small documents that name files: items, mosaics. Each is read whole and understood once; when it is older than
/// <see cref="CogOptions.HeaderRevalidate"/>, one small read asks whether it is still the same, and it is read anew if it is not. Memory is
/// bounded by bytes, least recently used first out.
/// </summary>
/// <typeparam name="T">What it is understood as.</typeparam>
/// <param name="parse">Understands it; what it throws is the answer to every request until the document is read anew.</param>
/// <param name="options">How long a document is believed.</param>
/// <param name="limit">Bytes that a document may have, and the setting or the rule that says so.</param>
/// <param name="time">The clock.</param>
/// <param name="memory">What documents may take, and how much one takes; null for a share of that for headers.</param>
internal sealed class Documents<T>(
    Func<ReadOnlyMemory<byte>, Uri, T> parse,
    CogOptions options,
    DocumentLimit limit,
    TimeProvider time,
    DocumentMemory<T>? memory = null
)
    where T : class
{
    private static readonly ByteRange s_leastRead = new(0, 1);

    // What is understood takes more than its text.
    private const int BytesPerByte = 4;
    private const int OverheadBytes = 1024;

    private readonly ByteBoundedLru<HeaderKey, Entry> _entries = new(
        options.EnableHeaderCache ? memory?.Bytes ?? options.HeaderCacheBytes : 0
    );

    /// <summary>Reads a document, or finds it in memory. Requests that ask at the same time share one read.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="log">Where the read is written down.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CogException">It cannot be read, or is too large.</exception>
    public async Task<Document<T>> ReadAsync(FileLocation location, RequestLog log, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var mine = new Entry(time.GetUtcNow());
            mine.Reading = new(() => ReadAsync(location, mine, log));
            Entry entry = _entries.GetOrAdd(location.Key, mine);
            if (
                entry != mine
                && time.GetUtcNow() - entry.ReadAt > options.HeaderRevalidate
                && !await IsStillThatAsync(location, entry, log, cancellationToken)
            )
            {
                _entries.Remove(location.Key, entry);
                continue;
            }

            using (log.Measure("document"))
            {
                // The read goes on when this caller leaves: others may be waiting for it.
                return await entry.Reading.Value.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task<bool> IsStillThatAsync(FileLocation location, Entry entry, RequestLog log, CancellationToken cancellationToken)
    {
        if (entry.Reading.Value is not { IsCompletedSuccessfully: true, Result.Version: { } version })
        {
            return false;
        }

        DateTimeOffset asked = time.GetUtcNow();
        using MeteredSource source = log.Record(location.Open());
        try
        {
            await source.ReadAsync(s_leastRead, version, cancellationToken);
            entry.ReadAt = asked;
            return true;
        }
        catch (SourceChangedException)
        {
            return false;
        }
    }

    private async Task<Document<T>> ReadAsync(FileLocation location, Entry entry, RequestLog log)
    {
        bool isKept = false;
        using MeteredSource source = log.Record(location.Open());
        using var deadline = new CancellationTokenSource(options.Reader.Limits.MaxTimePerRequest, time);
        try
        {
            RangeRead read = await source.ReadAsync(new(0, limit.Bytes + 1), null, deadline.Token);
            if (read.Data.Length > limit.Bytes)
            {
                throw new LimitExceededException(
                    $"{SourceName.Of(location.Key.Object)} has {read.ObjectLength?.ToString() ?? "more"} bytes; "
                        + $"{limit.Name} is {limit.Bytes}."
                );
            }

            var document = new Document<T>(parse(read.Data, location.Key.Object), read.ETag);
            long bytes = memory?.Weigh(document.Content) ?? (long)read.Data.Length * BytesPerByte;
            isKept = _entries.SetSize(location.Key, entry, OverheadBytes + bytes);
            return document;
        }
        catch (OperationCanceledException)
        {
            throw LimitExceededException.Of($"{SourceName.Of(location.Key.Object)} takes longer", options.Reader.Limits.MaxTimePerRequest);
        }
        finally
        {
            if (!isKept)
            {
                _entries.Remove(location.Key, entry);
            }
        }
    }

    private sealed class Entry(DateTimeOffset readAt)
    {
        private long _readAt = readAt.UtcTicks;

        public DateTimeOffset ReadAt
        {
            get => new(Interlocked.Read(ref _readAt), TimeSpan.Zero);
            set => Interlocked.Exchange(ref _readAt, value.UtcTicks);
        }

        public Lazy<Task<Document<T>>> Reading { get; set; } = new(() => throw new InvalidOperationException());
    }
}

/// <summary>A document as it was understood.</summary>
/// <param name="Content">Shared by requests.</param>
/// <param name="Version">Its ETag; null when its source states none.</param>
internal sealed record Document<T>(T Content, string? Version);

/// <summary>How large a document may be.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Name">What says so.</param>
internal sealed record DocumentLimit(int Bytes, string Name);

/// <summary>What documents take in memory.</summary>
/// <param name="Bytes">All of them together.</param>
/// <param name="Weigh">Tells what one takes.</param>
internal sealed record DocumentMemory<T>(long Bytes, Func<T, long> Weigh);
