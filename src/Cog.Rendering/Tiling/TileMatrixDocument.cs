namespace Cog.Rendering.Tiling;

/// <summary>One level of a <see cref="TileMatrixSetDocument"/>.</summary>
internal sealed record TileMatrixDocument
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

    internal static TileMatrixDocument Of(TileMatrix matrix, double metersPerUnit, bool isNorthFirst) =>
        new()
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
}
