using Cog.Geo;
using Cog.Header;

namespace Cog.Reading;

/// <summary>What a read of a box takes: the level, its window, and the weights. A pure value, made before any pixel is read.</summary>
/// <param name="Level">Which overview.</param>
/// <param name="Columns">The horizontal axis.</param>
/// <param name="Rows">The vertical axis.</param>
/// <param name="Resampling">The method, which need not be the one asked for: a window of as many pixels as the output is copied, not resampled.</param>
internal sealed record BoxPlan(ImageLevel Level, ResamplingKernel Columns, ResamplingKernel Rows, Resampling Resampling)
{
    /// <summary>Other axes for the first band alone; null nearly always. See <see cref="VirtualFile"/>.</summary>
    public (ResamplingKernel Columns, ResamplingKernel Rows)? FirstBand { get; private init; }

    /// <summary>The pixels there are of a grid that has no other end; null for an image.</summary>
    public PixelWindow? GridArea { get; init; }

    /// <summary>The pixels of the level that are needed, all inside it; null when the box misses the image.</summary>
    public PixelWindow? SourceWindow
    {
        get
        {
            if (GridArea is { } area)
            {
                return area;
            }

            if (Columns.SourceLength == 0 || Rows.SourceLength == 0)
            {
                return null;
            }

            (int left, int right) = Union(Columns, FirstBand?.Columns);
            (int top, int bottom) = Union(Rows, FirstBand?.Rows);
            return new(left, top, right - left, bottom - top);
        }
    }

    /// <summary>True when the window's pixels are the answer.</summary>
    public bool IsIdentity => Columns.IsIdentity && Rows.IsIdentity && FirstBand is null;

    /// <summary>Plans a read.</summary>
    /// <exception cref="WindowOutsideImageException">The box reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is off.</exception>
    public static BoxPlan Create(CogHeader header, BoundingBox bounds, RasterSize size, Resampling resampling, CogReaderOptions options)
    {
        GeoTransform transform = header.GeoTransform;
        BoundingBox box = Around(transform, bounds);
        int width = header.Image.Width, height = header.Image.Height;
        bool reachesOutside = box.MinX < -1e-6 || box.MinY < -1e-6 || box.MaxX > width + 1e-6 || box.MaxY > height + 1e-6;
        if (reachesOutside && !options.BoundlessRead)
        {
            throw new WindowOutsideImageException(
                $"{bounds} reaches outside the image, whose bounds are {header.Bounds}, and {nameof(CogReaderOptions.BoundlessRead)} is off.");
        }

        // The axis that keeps more pixels decides, as in GDAL; each by its own size.
        double resolution = Math.Min(box.Width / size.Width, box.Height / size.Height);
        ImageLevel level = OverviewSelector.Select(header, resolution, options.ZoomLevelStrategy);

        // Output runs east and south; an image whose first row is its southernmost is turned. One without a georeference stands as it is stored.
        bool isSouthUp = transform.E > 0 && transform != GeoTransform.Identity;
        double toLevelX = (double)level.Width / width, toLevelY = (double)level.Height / height;
        double rowRatio = box.Height * toLevelY / size.Height;
        ResamplingAxis columns = new ResamplingAxis(box.MinX * toLevelX, box.Width * toLevelX, size.Width, IsFlipped: transform.A < 0).WithRowRatio(rowRatio);
        ResamplingAxis rows = new ResamplingAxis(box.MinY * toLevelY, box.Height * toLevelY, size.Height, IsFlipped: isSouthUp).WithRowRatio(rowRatio);
        if (WholePixels(box.Width, toLevelX) == size.Width && WholePixels(box.Height, toLevelY) == size.Height)
        {
            resampling = Resampling.Nearest; // GDALRasterBand::IRasterIO: nothing to resample, whatever fraction of a pixel the window is off.
        }

        var plan = new BoxPlan(level, Kernel(columns, level.Width), Kernel(rows, level.Height), resampling);
        return reachesOutside && resampling == Resampling.Nearest && level.Number > 0
            ? plan with
            {
                FirstBand = (
                    Kernel(columns with { Length = columns.Length * VirtualFile.Stretch(width, level.Width, box.Width) }, level.Width),
                    Kernel(rows with { Length = rows.Length * VirtualFile.Stretch(height, level.Height, box.Height) }, level.Height)),
            }
            : plan;

        ResamplingKernel Kernel(ResamplingAxis axis, int length) => ResamplingKernel.Create(axis, length, resampling, options.Limits);
    }

    // How GDAL counts a window's pixels: cut at full size (by rasterio), rounded on an overview.
    private static double WholePixels(double length, double toLevel) => Math.Floor((Math.Max(1, Math.Floor(length + 1e-6)) * toLevel) + 0.5);

    private static (int Start, int End) Union(ResamplingKernel all, ResamplingKernel? firstBand)
    {
        int end = all.SourceStart + all.SourceLength;
        return firstBand is null || firstBand.SourceLength == 0
            ? (all.SourceStart, end)
            : (Math.Min(all.SourceStart, firstBand.SourceStart), Math.Max(end, firstBand.SourceStart + firstBand.SourceLength));
    }

    private static BoundingBox Around(GeoTransform transform, BoundingBox bounds)
    {
        ReadOnlySpan<(double X, double Y)> corners =
        [
            transform.ToPixel(bounds.MinX, bounds.MinY),
            transform.ToPixel(bounds.MinX, bounds.MaxY),
            transform.ToPixel(bounds.MaxX, bounds.MinY),
            transform.ToPixel(bounds.MaxX, bounds.MaxY),
        ];
        double minX = double.PositiveInfinity, minY = minX, maxX = double.NegativeInfinity, maxY = maxX;
        foreach ((double x, double y) in corners)
        {
            (minX, maxX) = (Math.Min(minX, x), Math.Max(maxX, x));
            (minY, maxY) = (Math.Min(minY, y), Math.Max(maxY, y));
        }

        return new(minX, minY, maxX, maxY);
    }
}
