namespace Cog.Validation;

/// <summary>
/// What looking at blocks may cost. Where it is used up, looking ends and the result says how far it came: it is not an error.
/// </summary>
internal sealed record BlockBudget
{
    /// <summary>No bounds: for a file at hand, where the caller's cancellation token rules.</summary>
    public static BlockBudget Unlimited { get; } = new();

    /// <summary>Blocks decoded.</summary>
    public long MaxBlocks { get; init; } = long.MaxValue;

    /// <summary>Bytes read, block indexes among them.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Time from the first block on; null for no end.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>What a request has left of its ceilings.</summary>
    /// <param name="limits">Of the request: blocks, bytes, and time, of which a quarter stays for the rest of it.</param>
    /// <param name="bytesRead">What it has read already.</param>
    public static BlockBudget Of(CogLimits limits, long bytesRead)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return new()
        {
            MaxBlocks = limits.MaxBlocksPerRequest,
            MaxBytes = Math.Max(0, limits.MaxBytesPerRequest - bytesRead),
            MaxTime = limits.MaxTimePerRequest * 0.75,
        };
    }
}
