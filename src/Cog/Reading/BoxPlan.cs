using Cog.Geo;
using Cog.Header;

namespace Cog.Reading;

/// <summary>What a read of a box takes: the level, its window, and the weights. A pure value, made before any pixel is read.</summary>
/// <param name="Level">Which overview.</param>
/// <param name="Columns">The horizontal axis.</param>
/// <param name="Rows">The vertical axis.</param>
internal sealed record BoxPlan(ImageLevel Level, ResamplingKernel Columns, ResamplingKernel Rows)
{
    /// <summary>The pixels of the level that are needed, all inside it; null when the box misses the image.</summary>
    public PixelWindow? SourceWindow =>
        Columns.SourceLength > 0 && Rows.SourceLength > 0 ? new(Columns.SourceStart, Rows.SourceStart, Columns.SourceLength, Rows.SourceLength) : null;

    /// <summary>True when the window's pixels are the answer.</summary>
    public bool IsIdentity => Columns.IsIdentity && Rows.IsIdentity;

    /// <summary>Plans a read.</summary>
    /// <exception cref="WindowOutsideImageException">The box reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is off.</exception>
    public static BoxPlan Create(CogHeader header, BoundingBox bounds, RasterSize size, Resampling resampling, CogReaderOptions options)
    {
        GeoTransform toPixel = header.GeoTransform.Invert();
        BoundingBox box = Around(toPixel, bounds);
        int width = header.Image.Width, height = header.Image.Height;
        if (!options.BoundlessRead && (box.MinX < -1e-6 || box.MinY < -1e-6 || box.MaxX > width + 1e-6 || box.MaxY > height + 1e-6))
        {
            throw new WindowOutsideImageException(
                $"{bounds} reaches outside the image, whose bounds are {header.Bounds}, and {nameof(CogReaderOptions.BoundlessRead)} is off.");
        }

        // The axis that keeps more pixels decides, as in GDAL; each by its own size.
        double resolution = Math.Min(box.Width / size.Width, box.Height / size.Height);
        ImageLevel level = OverviewSelector.Select(header, resolution, options.ZoomLevelStrategy);
        double toLevelX = (double)level.Width / width, toLevelY = (double)level.Height / height;

        // Output runs east and south; an image whose first row is its southernmost is turned.
        var columns = new ResamplingAxis(box.MinX * toLevelX, box.Width * toLevelX, size.Width, IsFlipped: toPixel.A < 0);
        var rows = new ResamplingAxis(box.MinY * toLevelY, box.Height * toLevelY, size.Height, IsFlipped: toPixel.E > 0);
        return new(
            level,
            ResamplingKernel.Create(columns, level.Width, resampling, options.Limits),
            ResamplingKernel.Create(rows, level.Height, resampling, options.Limits));
    }

    private static BoundingBox Around(GeoTransform toPixel, BoundingBox bounds)
    {
        ReadOnlySpan<(double X, double Y)> corners =
        [
            toPixel.Apply(bounds.MinX, bounds.MinY), toPixel.Apply(bounds.MinX, bounds.MaxY), toPixel.Apply(bounds.MaxX, bounds.MinY), toPixel.Apply(bounds.MaxX, bounds.MaxY),
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
