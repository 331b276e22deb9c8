using Cog.Sources;

namespace Cog.Validation;

/// <summary>A <see cref="BlockBudget"/> while it is used up.</summary>
internal sealed class BlockAllowance : IDisposable
{
    private readonly BlockBudget _budget;
    private readonly ReadBudget? _bytes;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationToken _caller;
    private long _blocks;

    public BlockAllowance(BlockBudget budget, CancellationToken cancellationToken)
    {
        (_budget, _caller) = (budget, cancellationToken);
        _bytes = budget.MaxBytes == long.MaxValue ? null : new(budget.MaxBytes);
        _clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (budget.MaxTime is { } time)
        {
            _clock.CancelAfter(time);
        }
    }

    /// <summary>Ends with the caller's, or when the time is up.</summary>
    public CancellationToken Token => _clock.Token;

    /// <summary>Whether there is a budget of bytes at all; else a source's own is a failure like others.</summary>
    public bool IsBounded => _bytes is not null;

    /// <summary>What is used up; null while there is some of everything.</summary>
    public string? Stopped { get; private set; }

    /// <summary>The same file, its reads counted.</summary>
    public ValidatedFile Limit(ValidatedFile file) => _bytes is null ? file : file with { Source = _bytes.Limit(file.Source) };

    /// <summary>How many of so many blocks may still be decoded.</summary>
    public int TakeBlocks(int wanted)
    {
        int taken = (int)Math.Min(wanted, _budget.MaxBlocks - _blocks);
        _blocks += taken;
        if (taken < wanted)
        {
            Stopped ??= string.Create(CultureInfo.InvariantCulture, $"{nameof(CogLimits.MaxBlocksPerRequest)} is {_budget.MaxBlocks:N0}.");
        }

        return taken;
    }

    /// <summary>The first of some ranges, as many as may still be read.</summary>
    public List<ByteRange> Take(List<ByteRange> ranges)
    {
        long left = _budget.MaxBytes - (_bytes?.ByteCount ?? 0);
        int taken = 0;
        while (taken < ranges.Count && ranges[taken].Length <= left)
        {
            left -= ranges[taken++].Length;
        }

        if (taken < ranges.Count)
        {
            Stopped ??= OutOfBytes();
        }

        return taken == ranges.Count ? ranges : ranges[..taken];
    }

    /// <summary>Runs a step; what it throws when the budget is used up ends it without a failure.</summary>
    public async Task RunAsync(Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (LimitExceededException error)
            when (IsBounded && error.Limit is nameof(CogLimits.MaxBytesPerRequest) or nameof(CogLimits.MaxIndexPagesPerRequest))
        {
            Stopped ??= error.Message; // Of this budget, or of one that the source has from its host.
        }
        catch (OperationCanceledException) when (_clock.IsCancellationRequested && !_caller.IsCancellationRequested)
        {
            Stopped ??= string.Create(
                CultureInfo.InvariantCulture,
                $"the {_budget.MaxTime!.Value.TotalSeconds:0.#} seconds for it are over."
            );
        }
    }

    public void Dispose() => _clock.Dispose();

    private string OutOfBytes() =>
        string.Create(CultureInfo.InvariantCulture, $"{nameof(CogLimits.MaxBytesPerRequest)} leaves {_budget.MaxBytes:N0} bytes for it.");
}
