using System.Globalization;

namespace Cog.Rendering.Tiling;

/// <summary>One level of a <see cref="TileMatrixSetDocument"/>.</summary>
public sealed record TileMatrixDocument
{
    public required string Id { get; init; }

    /// <summary>Of a pixel of 0.28 mm (OGC 17-083r4 section 6.1.1.1).</summary>
    public double? ScaleDenominator { get; init; }

    /// <summary>Units of the CRS per pixel; when read, the scale denominator stands in for it.</summary>
    public double? CellSize { get; init; }

    /// <summary><c>topLeft</c>, the only one that is supported.</summary>
    public string? CornerOfOrigin { get; init; }

    /// <summary>In the order of the set's axes.</summary>
    public required IReadOnlyList<double> PointOfOrigin { get; init; }

    public required int TileWidth { get; init; }

    public required int TileHeight { get; init; }

    public required long MatrixWidth { get; init; }

    public required long MatrixHeight { get; init; }

    /// <summary>Null when all tiles are equally wide.</summary>
    public IReadOnlyList<VariableMatrixWidth>? VariableMatrixWidths { get; init; }

    internal static TileMatrixDocument Of(TileMatrix matrix, double metersPerUnit, bool isNorthFirst) => new()
    {
        Id = matrix.Zoom.ToString(CultureInfo.InvariantCulture),
        ScaleDenominator = matrix.Resolution * metersPerUnit / WellKnownTileMatrixSets.StandardPixel,
        CellSize = matrix.Resolution,
        CornerOfOrigin = "topLeft",
        PointOfOrigin = isNorthFirst ? [matrix.OriginY, matrix.OriginX] : [matrix.OriginX, matrix.OriginY],
        TileWidth = matrix.TileWidth,
        TileHeight = matrix.TileHeight,
        MatrixWidth = matrix.MatrixWidth,
        MatrixHeight = matrix.MatrixHeight,
        VariableMatrixWidths = matrix.VariableWidths is [] ? null : matrix.VariableWidths,
    };

    internal double ScaleOf(double metersPerUnit) => ScaleDenominator ?? ((CellSize ?? 0) * metersPerUnit / WellKnownTileMatrixSets.StandardPixel);

    internal TileMatrix ToMatrix(string set, int zoom, double metersPerUnit, bool isNorthFirst)
    {
        const int MaxTile = 16_384;
        const long MaxMatrix = 1L << 40;
        FormatException Wrong(string what) => new($"Tile matrix '{Id}' of '{set}' {what}.");

        double cell = CellSize ?? (ScaleOf(metersPerUnit) * WellKnownTileMatrixSets.StandardPixel / metersPerUnit);
        if (!(cell > 0 && double.IsFinite(cell)))
        {
            throw Wrong("has neither a cellSize nor a scaleDenominator above 0");
        }

        if (CornerOfOrigin is not null and not "topLeft")
        {
            throw Wrong($"begins at '{CornerOfOrigin}'; only topLeft is supported");
        }

        if (PointOfOrigin is not [var first, var second] || !double.IsFinite(first) || !double.IsFinite(second))
        {
            throw Wrong("needs two numbers as pointOfOrigin");
        }

        if (TileWidth is < 1 or > MaxTile || TileHeight is < 1 or > MaxTile || MatrixWidth is < 1 or > MaxMatrix || MatrixHeight is < 1 or > MaxMatrix)
        {
            throw Wrong($"has {MatrixWidth} x {MatrixHeight} tiles of {TileWidth} x {TileHeight} pixels, which is no grid");
        }

        IReadOnlyList<VariableMatrixWidth> widths = VariableMatrixWidths ?? [];
        if (widths.Any(rows => rows.Coalesce < 1 || rows.Coalesce > MatrixWidth || rows.MinTileRow < 0 || rows.MaxTileRow < rows.MinTileRow || rows.MaxTileRow >= MatrixHeight))
        {
            throw Wrong("has variableMatrixWidths outside its rows or columns");
        }

        (double x, double y) = isNorthFirst ? (second, first) : (first, second);
        return new(zoom, cell, x, y, TileWidth, TileHeight, MatrixWidth, MatrixHeight) { VariableWidths = widths };
    }
}
