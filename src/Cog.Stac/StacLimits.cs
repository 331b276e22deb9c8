namespace Cog.Stac;

/// <summary>How much of a document is taken: one that has more is refused by a message that names the limit.</summary>
public sealed record StacLimits
{
    /// <summary>The defaults.</summary>
    public static StacLimits Default { get; } = new();

    /// <summary>Bytes of an item, 4 MiB.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>How deep its JSON is nested, 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Assets of an item, 1000.</summary>
    public int MaxAssets { get; init; } = 1000;

    /// <summary>Bands of an asset, 4096.</summary>
    public int MaxBands { get; init; } = 4096;
}
