using Cog.Geo;
using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>A pyramid of tile grids in one CRS (OGC 17-083r4 section 6).</summary>
public sealed class TileMatrixSet
{
    /// <summary>Its name in URLs, e.g. <c>WebMercatorQuad</c>.</summary>
    public required string Id { get; init; }

    public required Crs Crs { get; init; }

    /// <summary>Coarsest first.</summary>
    public required IReadOnlyList<TileMatrix> Matrices { get; init; }

    public int MinZoom => Matrices[0].Zoom;

    public int MaxZoom => Matrices[^1].Zoom;

    /// <summary>The grid of one zoom level; null when the set has none.</summary>
    public TileMatrix? MatrixAt(int zoom) => throw new NotImplementedException();

    /// <summary>A tile's box in the set's CRS; null when there is no such tile.</summary>
    public BoundingBox? BoundsOf(TileIndex tile) => throw new NotImplementedException();

    /// <summary>The level whose resolution is nearest to this one (rio-tiler's "auto": the finer level when it is less than half-way).</summary>
    /// <param name="resolution">Units of the set's CRS per pixel.</param>
    public int ZoomForResolution(double resolution) => throw new NotImplementedException();
}
