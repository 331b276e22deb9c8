using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>A pyramid of tile grids in one CRS (OGC 17-083r4 section 6).</summary>
internal sealed record TileMatrixSet
{
    /// <summary>Two resolutions closer than this share of one another are the same.</summary>
    private const double SameResolution = 1e-8;

    /// <summary>Its name in URLs, e.g. <c>WebMercatorQuad</c>.</summary>
    public required string Id { get; init; }

    public required Crs Crs { get; init; }

    /// <summary>The URI of its CRS as it is registered with the set; null where that is <see cref="Projection.Crs.Uri"/>.</summary>
    public string? RegisteredCrs { get; init; }

    /// <summary>What documents call its CRS: a URI, or well-known text for one that no authority has a code for.</summary>
    public string CrsName => RegisteredCrs ?? Crs.Uri ?? Crs.Wkt;

    /// <summary>For people; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Where it is registered; null when it is not.</summary>
    public string? Uri { get; init; }

    /// <summary>The scale set it follows, a URI; null when that has no name.</summary>
    public string? WellKnownScaleSet { get; init; }

    /// <summary>Names of the CRS's axes in the order of <c>pointOfOrigin</c> in JSON; null: as the CRS's authority orders them.</summary>
    public IReadOnlyList<string>? OrderedAxes { get; init; }

    /// <summary>Coarsest first.</summary>
    public required IReadOnlyList<TileMatrix> Matrices { get; init; }

    public int MinZoom => Matrices[0].Zoom;

    public int MaxZoom => Matrices[^1].Zoom;

    /// <summary>The grid of one zoom level; null when the set has none.</summary>
    public TileMatrix? MatrixAt(int zoom) => zoom >= MinZoom && zoom <= MaxZoom ? Matrices[zoom - MinZoom] : null;

    /// <summary>A tile's box in the set's CRS; null when there is no such tile.</summary>
    public BoundingBox? BoundsOf(TileIndex tile)
    {
        if (MatrixAt(tile.Z) is not { } matrix || tile.X < 0 || tile.X >= matrix.MatrixWidth || tile.Y < 0 || tile.Y >= matrix.MatrixHeight)
        {
            return null;
        }

        // OGC 17-083r4 section 6.1.2.1: a tile's corner from its indices; neighbours compute a shared edge alike.
        double width = matrix.Resolution * matrix.TileWidth,
            height = matrix.Resolution * matrix.TileHeight;
        long columns = matrix.CoalesceAt(tile.Y),
            left = tile.X / columns * columns;
        return new(
            matrix.OriginX + (left * width),
            matrix.OriginY - ((tile.Y + 1) * height),
            matrix.OriginX + ((left + columns) * width),
            matrix.OriginY - (tile.Y * height)
        );
    }

    /// <summary>The level whose resolution is nearest to this one by ratio (morecantile's <c>zoom_for_res</c>, strategy "auto").</summary>
    /// <param name="resolution">Units of the set's CRS per pixel.</param>
    public int ZoomForResolution(double resolution)
    {
        int i = 0;
        while (i < Matrices.Count - 1 && resolution < Matrices[i].Resolution && !IsSame(resolution, Matrices[i].Resolution))
        {
            i++;
        }

        double finer = Matrices[i].Resolution;
        bool isBetween = i > 0 && Matrices[i].Zoom > 0 && !IsSame(resolution, finer); // morecantile takes levels up to 0 as they are.
        return isBetween && Matrices[i - 1].Resolution / resolution < resolution / finer ? Matrices[i - 1].Zoom : Matrices[i].Zoom;
    }

    private static bool IsSame(double resolution, double matrixResolution) =>
        Math.Abs(resolution - matrixResolution) / matrixResolution <= SameResolution;
}
