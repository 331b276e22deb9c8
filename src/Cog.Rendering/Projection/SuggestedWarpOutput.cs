namespace Cog.Rendering.Projection;

/// <summary>
/// The grid that shows a raster in another CRS about pixel for pixel (GDAL's <c>GDALSuggestedWarpOutput2</c>, rasterio's
/// <c>calculate_default_transform</c>).
/// </summary>
/// <param name="Bounds">The raster's box in that CRS.</param>
/// <param name="Resolution">Units of that CRS per pixel.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal readonly record struct SuggestedWarpOutput(BoundingBox Bounds, double Resolution, int Width, int Height)
{
    /// <summary>Where Web Mercator ends for rio-tiler: the poles are infinitely far.</summary>
    private const double MaxMercatorLatitude = 85.06;

    /// <summary>Along an edge, GDAL's.</summary>
    private const int Steps = 20;

    /// <summary>
    /// The box of the grid's own pixels, from the raster's upper left corner: whole ones, so that its right and lower edges lie up to half
    /// a pixel beside the raster's.
    /// </summary>
    public BoundingBox Extent =>
        Width > 0 && Height > 0 && Bounds.Height > 0
            ? Bounds with
            {
                MaxX = Bounds.MinX + (Width * Resolution),
                MinY = Bounds.MaxY - (Height * Resolution),
            }
            : Bounds;

    /// <summary>
    /// A file's grid in another CRS, as <see cref="OfArea"/>; in its own, the image's. Its box has no height where all of the image lies
    /// beyond the end of Web Mercator.
    /// </summary>
    /// <exception cref="UnsupportedCrsException">The file's CRS has no kernel.</exception>
    /// <exception cref="UnsupportedTiffException">The file is not georeferenced.</exception>
    public static SuggestedWarpOutput Of(CogHeader header, Crs crs)
    {
        Crs own = Crs.Of(header);
        if (own.IsSame(crs))
        {
            return Of(header);
        }

        var transform = CrsTransform.Create(own, crs);
        if (OfTurned(header, transform) is { } turned)
        {
            return turned;
        }

        (BoundingBox bounds, int rows, bool isBeyond) = WithinMercator(header, own, crs);
        SuggestedWarpOutput grid = OfArea(bounds, header.Image.Width, rows, transform);
        return isBeyond ? grid with { Bounds = grid.Bounds with { MinY = grid.Bounds.MaxY } } : grid;
    }

    /// <summary>
    /// The part of a file in degrees that Web Mercator shows, and its rows; of any other, and of one that lies beyond all of it, the whole.
    /// </summary>
    internal static (BoundingBox Bounds, int Rows, bool IsBeyond) WithinMercator(CogHeader header, Crs own, Crs crs)
    {
        BoundingBox bounds = header.Bounds;
        if (!own.IsGeographic || !crs.IsSame(Crs.WebMercator))
        {
            return (bounds, header.Image.Height, false);
        }

        BoundingBox clamped = bounds with
        {
            MinY = Math.Max(bounds.MinY, -MaxMercatorLatitude),
            MaxY = Math.Min(bounds.MaxY, MaxMercatorLatitude),
        };
        return clamped.MaxY > clamped.MinY
            ? (clamped, Math.Max(1, (int)Math.Round(header.Image.Height * (clamped.Height / bounds.Height))), false)
            : (bounds, header.Image.Height, true);
    }

    /// <summary>The raster's own grid.</summary>
    public static SuggestedWarpOutput Of(CogHeader header)
    {
        GeoTransform t = header.GeoTransform;
        return new(header.Bounds, Math.Max(Math.Abs(t.A), Math.Abs(t.E)), header.Image.Width, header.Image.Height);
    }

    /// <summary>
    /// A raster's grid in another CRS: as many pixels along the diagonal as the raster has along its own. Across ±180° it is as GDAL's, of
    /// no use.
    /// </summary>
    public static SuggestedWarpOutput Of(BoundingBox bounds, int width, int height, CrsTransform transform) =>
        Of(transform.TransformBounds(bounds, densify: 19), Diagonal(bounds, transform), width, height)
        ?? OfBox(bounds, width, height, transform);

    /// <summary>
    /// The same, but of a raster across ±180° what it would be elsewhere, <c>MaxX</c> being beyond the end of the axis
    /// (<see cref="CrsTransform.TransformArea"/>).
    /// </summary>
    public static SuggestedWarpOutput OfArea(BoundingBox bounds, int width, int height, CrsTransform transform)
    {
        BoundingBox target = transform.TransformArea(bounds, densify: 19);
        (double dx, double dy) = Diagonal(bounds, transform);
        if (transform is { Source.WorldAxis: not null, Target.WorldAxis: not null })
        {
            // Both corners may have come out at one end of the axis.
            return Of(target, (target.Width, dy), width, height) ?? OfBox(bounds, width, height, transform, target);
        }

        if (transform.Target.WorldAxis is { Circumference: var turn } && Math.Abs(dx) > target.Width * (1 + 1e-9))
        {
            dx -= Math.CopySign(turn, dx); // One corner came out at the other end of the axis.
        }

        return Of(target, (dx, dy), width, height) ?? OfBox(bounds, width, height, transform);
    }

    // The edges of a turned image lie inside of the box around it. Null where it is not turned, or does not lie plainly in the other CRS.
    private static SuggestedWarpOutput? OfTurned(CogHeader header, CrsTransform transform)
    {
        GeoTransform grid = header.GeoTransform;
        if (grid.IsAxisAligned || header.GroundControlFit is not null)
        {
            return null;
        }

        (int width, int height) = (header.Image.Width, header.Image.Height);
        double[] x = new double[4 * Steps],
            y = new double[x.Length];
        for (int i = 0; i < Steps; i++)
        {
            (double across, double down) = ((double)width * i / Steps, (double)height * i / Steps);
            (x[i], y[i]) = grid.Apply(across, 0);
            (x[Steps + i], y[Steps + i]) = grid.Apply(width, down);
            (x[(2 * Steps) + i], y[(2 * Steps) + i]) = grid.Apply(width - across, height);
            (x[(3 * Steps) + i], y[(3 * Steps) + i]) = grid.Apply(0, height - down);
        }

        transform.Transform(x, y);
        var box = new BoundingBox(x.Min(), y.Min(), x.Max(), y.Max());
        bool isPlain = x.All(double.IsFinite) && !(transform.Target.WorldAxis is { Circumference: var turn } && box.Width > turn / 2);
        return isPlain ? Of(box, (x[2 * Steps] - x[0], y[2 * Steps] - y[0]), width, height) : null;
    }

    private static SuggestedWarpOutput? Of(BoundingBox target, (double X, double Y) diagonal, int width, int height)
    {
        (double dx, double dy) = diagonal;
        if (!double.IsFinite(dx) || !double.IsFinite(dy) || dx == 0 || dy == 0)
        {
            return null; // Not two corners to measure between.
        }

        double resolution = Math.Sqrt((dx * dx) + (dy * dy)) / Math.Sqrt(((double)width * width) + ((double)height * height));
        return new(target, resolution, Pixels(target.Width / resolution), Pixels(target.Height / resolution));
    }

    /// <summary>
    /// GDAL's way where there are no two corners to measure between: the box's own diagonal, and the box around its inside where an edge
    /// has no place or no way back.
    /// </summary>
    private static SuggestedWarpOutput OfBox(BoundingBox bounds, int width, int height, CrsTransform transform, BoundingBox? sides = null)
    {
        BoundingBox target = transform.TransformBounds(bounds, densify: 19);
        CrsTransform back = transform.Inverse();
        bool isOpen = true;
        (double minX, double minY, double maxX, double maxY) = (
            double.PositiveInfinity,
            double.PositiveInfinity,
            double.NegativeInfinity,
            double.NegativeInfinity
        );
        for (int i = 0; i < (Steps + 1) * (Steps + 1); i++)
        {
            (int column, int row) = (i % (Steps + 1), i / (Steps + 1));
            (double fromX, double fromY) = (bounds.MinX + (bounds.Width * column / Steps), bounds.MaxY - (bounds.Height * row / Steps));
            (double x, double y) = transform.Transform(fromX, fromY);
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                (minX, minY, maxX, maxY) = (Math.Min(minX, x), Math.Min(minY, y), Math.Max(maxX, x), Math.Max(maxY, y));
            }

            if (isOpen && (column is 0 or Steps || row is 0 or Steps))
            {
                (double backX, double backY) = back.Transform(x, y);
                isOpen = Math.Abs(backX - fromX) <= bounds.Width / Steps && Math.Abs(backY - fromY) <= bounds.Height / Steps;
            }
        }

        target = isOpen || minX > maxX ? target : new(minX, minY, maxX, maxY);
        target =
            sides is { } known && transform.Target.WorldAxis is { } axis && axis.IsWhole(known)
                ? target with
                {
                    MinX = known.MinX,
                    MaxX = known.MaxX,
                }
                : target;
        return Of(target, (target.Width, target.Height), width, height) ?? new(target, double.NaN, 0, 0);
    }

    private static (double X, double Y) Diagonal(BoundingBox bounds, CrsTransform transform)
    {
        (double x0, double y0) = transform.Transform(bounds.MinX, bounds.MaxY);
        (double x1, double y1) = transform.Transform(bounds.MaxX, bounds.MinY);
        return (x1 - x0, y1 - y0);
    }

    private static int Pixels(double count) => count >= 0 && count < int.MaxValue ? (int)(count + 0.5) : 0;
}
