using Cog.Rendering.Projection;

namespace Cog.Rendering.Tiling;

/// <summary>The zoom levels at which a file has something to show, by rio-tiler's rule.</summary>
/// <remarks>
/// They are rio-tiler's own numbers, but for files across the end of the set's x axis, ±180° mostly, or with a pole inside. There rio-tiler
/// measures between two corners
/// that are at either end of the world, and 0 to 0 comes out for a file of metres. Here such a file has the levels that it would have
/// elsewhere.
/// </remarks>
/// <param name="MinZoom">Where the image is about one tile large.</param>
/// <param name="MaxZoom">Where a map pixel is about one image pixel.</param>
internal readonly record struct ZoomRange(int MinZoom, int MaxZoom)
{
    /// <summary>
    /// The levels of one file in one set; all of them where the file cannot be measured in the set's CRS, and of the file's own grid.
    /// </summary>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static ZoomRange Of(CogHeader header, TileMatrixSet set)
    {
        if (TileMatrixSets.IsNativeGrid(set.Id))
        {
            return new(set.MinZoom, set.MaxZoom);
        }

        Crs crs = Crs.Of(header);
        SuggestedWarpOutput grid = crs.IsSame(set.Crs)
            ? SuggestedWarpOutput.Of(header)
            : PoleGrid.Of(header, crs, set)
                ?? SuggestedWarpOutput.OfArea(header.Bounds, header.Image.Width, header.Image.Height, CrsTransform.Create(crs, set.Crs));

        if (!double.IsFinite(grid.Resolution))
        {
            return new(set.MinZoom, set.MaxZoom);
        }

        // rasterio's get_maximum_overview_level: halve while the shorter side is more than a tile.
        int halvings = 0,
            tile = set.Matrices[0].TileWidth;
        while (Math.Min(grid.Width >> halvings, grid.Height >> halvings) > tile)
        {
            halvings++;
        }

        return new(set.ZoomForResolution(grid.Resolution * (1L << halvings)), set.ZoomForResolution(grid.Resolution));
    }
}
