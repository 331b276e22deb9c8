namespace Cog.Rendering.Tiling;

/// <summary>The registered tile matrix sets, by name.</summary>
public static class WellKnownTileMatrixSets
{
    public static TileMatrixSet WebMercatorQuad => throw new NotImplementedException();

    /// <summary>Every set, in the order they are listed to clients.</summary>
    public static IReadOnlyList<TileMatrixSet> All => throw new NotImplementedException();

    /// <summary>Finds a set by its name, whatever its case; null when unknown.</summary>
    public static TileMatrixSet? Find(string id) => throw new NotImplementedException();
}
