namespace Cog.Stac;

/// <summary>How large an item may be. A larger one is refused with a message that names the limit.</summary>
public sealed record StacLimits
{
    /// <summary>The defaults.</summary>
    public static StacLimits Default { get; } = new();

    /// <summary>Bytes of an item; 4 MiB by default.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>Levels of nesting in its JSON; 64 by default.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Assets of an item; 1000 by default.</summary>
    public int MaxAssets { get; init; } = 1000;

    /// <summary>Bands of an asset; 4096 by default.</summary>
    public int MaxBands { get; init; } = 4096;
}
