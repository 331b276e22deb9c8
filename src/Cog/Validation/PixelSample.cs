namespace Cog.Validation;

/// <summary>Which blocks are decoded to see that a file has its pixels.</summary>
internal sealed record PixelSample
{
    /// <summary>The usual sample.</summary>
    public static PixelSample Default { get; } = new();

    /// <summary>Every block of every level.</summary>
    public static PixelSample AllBlocks { get; } = new() { IsAll = true };

    /// <summary>
    /// Blocks of each directory, evenly spread over it from the first to the last, 9: the one in the middle is among them.
    /// </summary>
    public int Spread { get; init; } = 9;

    /// <summary>Takes every block instead.</summary>
    public bool IsAll { get; init; }

    /// <summary>Ends the check early.</summary>
    public BlockBudget Budget { get; init; } = BlockBudget.Unlimited;
}
