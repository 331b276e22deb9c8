using Cog.Geo;
using Cog.Header;

namespace Cog.Rendering.Projection;

/// <summary>The grid that shows a raster in another CRS about pixel for pixel (GDAL's <c>GDALSuggestedWarpOutput2</c>, rasterio's <c>calculate_default_transform</c>).</summary>
/// <param name="Bounds">The raster's box in that CRS.</param>
/// <param name="Resolution">Units of that CRS per pixel.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct NaturalGrid(BoundingBox Bounds, double Resolution, int Width, int Height)
{
    /// <summary>Where Web Mercator ends for rio-tiler: the poles are infinitely far.</summary>
    private const double MaxMercatorLatitude = 85.06;

    /// <summary>A file's grid in another CRS; in its own, the image's.</summary>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static NaturalGrid Of(CogHeader header, Crs crs)
    {
        Crs own = Crs.Of(header);
        if (own.IsSame(crs))
        {
            return Of(header);
        }

        BoundingBox bounds = header.Bounds;
        double rows = header.Image.Height;
        if (own.IsGeographic && crs.IsSame(Crs.WebMercator))
        {
            double south = Math.Max(bounds.MinY, -MaxMercatorLatitude), north = Math.Min(bounds.MaxY, MaxMercatorLatitude);
            rows *= (north - south) / bounds.Height;
            bounds = bounds with { MinY = south, MaxY = north };
        }

        return Of(bounds, header.Image.Width, Math.Max(1, (int)Math.Round(rows)), CrsTransform.Create(own, crs));
    }

    /// <summary>The raster's own grid.</summary>
    public static NaturalGrid Of(CogHeader header)
    {
        GeoTransform t = header.GeoTransform;
        return new(header.Bounds, Math.Max(Math.Abs(t.A), Math.Abs(t.E)), header.Image.Width, header.Image.Height);
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
        return new(target, resolution, Pixels(target.Width / resolution), Pixels(target.Height / resolution));
    }

    private static int Pixels(double count) => count >= 0 && count < int.MaxValue ? (int)(count + 0.5) : 0;
}
