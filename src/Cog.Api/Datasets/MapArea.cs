namespace Cog.Api.Datasets;

/// <summary>A tile's place.</summary>
/// <param name="Set">The tile matrix set.</param>
/// <param name="Bounds">Its box in the set's CRS.</param>
/// <param name="Size">Its columns and rows.</param>
internal sealed record MapArea(TileMatrixSet Set, BoundingBox Bounds, RasterSize Size)
{
    /// <returns>Null when the set has no such tile.</returns>
    public static MapArea? Of(TileMatrixSet set, TileIndex tile) =>
        set.MatrixAt(tile.Z) is { } matrix && set.BoundsOf(tile) is { } bounds
            ? new(set, bounds, new(matrix.TileWidth, matrix.TileHeight))
            : null;
}
