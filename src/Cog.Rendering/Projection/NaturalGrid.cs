using Cog.Geo;
using Cog.Header;

namespace Cog.Rendering.Projection;

/// <summary>The grid that shows a raster in another CRS about pixel for pixel (GDAL's <c>GDALSuggestedWarpOutput2</c>, rasterio's <c>calculate_default_transform</c>).</summary>
/// <param name="Resolution">Units of that CRS per pixel.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct NaturalGrid(double Resolution, int Width, int Height)
{
    /// <summary>The raster's own grid.</summary>
    public static NaturalGrid Of(CogHeader header)
    {
        GeoTransform t = header.GeoTransform;
        return new(Math.Max(Math.Abs(t.A), Math.Abs(t.E)), header.Image.Width, header.Image.Height);
    }

    /// <summary>A raster's grid in another CRS: as many pixels along the diagonal as the raster has along its own.</summary>
    public static NaturalGrid Of(BoundingBox bounds, int width, int height, CrsTransform transform)
    {
        BoundingBox target = transform.TransformBounds(bounds, densify: 19);
        (double x0, double y0) = transform.Transform(bounds.MinX, bounds.MaxY);
        (double x1, double y1) = transform.Transform(bounds.MaxX, bounds.MinY);
        (double dx, double dy) = (x1 - x0, y1 - y0);
        if (!double.IsFinite(dx) || !double.IsFinite(dy) || dx == 0 || dy == 0)
        {
            (dx, dy) = (target.Width, target.Height); // Not two corners to measure between.
        }

        double resolution = Math.Sqrt((dx * dx) + (dy * dy)) / Math.Sqrt(((double)width * width) + ((double)height * height));
        return new(resolution, Pixels(target.Width / resolution), Pixels(target.Height / resolution));
    }

    private static int Pixels(double count) => count >= 0 && count < int.MaxValue ? (int)(count + 0.5) : 0;
}
