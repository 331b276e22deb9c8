namespace Cog.Rendering.Tiling;

/// <summary>One zoom level's grid.</summary>
/// <param name="Zoom">The level's number.</param>
/// <param name="Resolution">Units of the CRS per pixel.</param>
/// <param name="OriginX">Left edge of column 0.</param>
/// <param name="OriginY">Top edge of row 0.</param>
/// <param name="TileWidth">Pixels.</param>
/// <param name="TileHeight">Pixels.</param>
/// <param name="MatrixWidth">Columns of tiles.</param>
/// <param name="MatrixHeight">Rows of tiles.</param>
internal sealed record TileMatrix(
    int Zoom,
    double Resolution,
    double OriginX,
    double OriginY,
    int TileWidth,
    int TileHeight,
    long MatrixWidth,
    long MatrixHeight
)
{
    /// <summary>Rows whose tiles are several columns wide; in all others they are one.</summary>
    public IReadOnlyList<VariableMatrixWidth> VariableWidths { get; init; } = [];

    /// <summary>How many columns a tile of this row is wide.</summary>
    public long CoalesceAt(long row)
    {
        foreach (VariableMatrixWidth rows in VariableWidths)
        {
            if (row >= rows.MinTileRow && row <= rows.MaxTileRow)
            {
                return rows.Coalesce;
            }
        }

        return 1;
    }
}
