using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>The registered tile matrix sets, by name.</summary>
public static class WellKnownTileMatrixSets
{
    /// <summary>πa of WGS 84: half the width of the Web Mercator square.</summary>
    private const double HalfEquator = Math.PI * 6378137;

    /// <summary>OGC 17-083r4 annex D.1. Level 0 is one tile of 256 pixels around the equator, whose registered scale denominator 559082264.028717 rounds this.</summary>
    public static TileMatrixSet WebMercatorQuad { get; } = Quad(new()
    {
        Id = "WebMercatorQuad",
        Crs = Crs.WebMercator,
        OriginX = -HalfEquator,
        OriginY = HalfEquator,
        Resolution = 2 * HalfEquator / 256,
        Columns = 1,
        Rows = 1,
        MaxZoom = 24,
    });

    /// <summary>Every set, in the order they are listed to clients.</summary>
    public static IReadOnlyList<TileMatrixSet> All { get; } = [WebMercatorQuad];

    /// <summary>Finds a set by its name, whatever its case; null when unknown.</summary>
    public static TileMatrixSet? Find(string id) =>
        All.FirstOrDefault(set => set.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private static TileMatrixSet Quad(QuadDefinition quad) => new()
    {
        Id = quad.Id,
        Crs = quad.Crs,
        Matrices =
        [
            .. Enumerable.Range(0, quad.MaxZoom + 1).Select(zoom => new TileMatrix(
                zoom,
                quad.Resolution / (1L << zoom),
                quad.OriginX,
                quad.OriginY,
                TileWidth: 256,
                TileHeight: 256,
                (long)quad.Columns << zoom,
                (long)quad.Rows << zoom)),
        ],
    };

    /// <summary>A set whose every level halves the pixel of the one before.</summary>
    private sealed record QuadDefinition
    {
        public required string Id { get; init; }

        public required Crs Crs { get; init; }

        /// <summary>Left edge of column 0.</summary>
        public required double OriginX { get; init; }

        /// <summary>Top edge of row 0.</summary>
        public required double OriginY { get; init; }

        /// <summary>Units of the CRS per pixel at level 0.</summary>
        public required double Resolution { get; init; }

        /// <summary>Tiles across level 0.</summary>
        public required int Columns { get; init; }

        /// <summary>Tiles down level 0.</summary>
        public required int Rows { get; init; }

        public required int MaxZoom { get; init; }
    }
}
