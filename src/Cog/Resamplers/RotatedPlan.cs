using Cog.Rasters;

namespace Cog.Resamplers;

/// <summary>
/// A read of a box from an image that its geotransform turns or shears: which level, which window, and which pixel of it each pixel of the
/// box shows. A pure value.
/// </summary>
/// <param name="Level">Which overview.</param>
/// <param name="Window">The pixels of the level that lie around the box.</param>
/// <param name="Size">Columns and rows of the result.</param>
/// <param name="ToWindow">From a column and row of the result to those of the window.</param>
internal sealed record RotatedPlan(ImageLevel Level, PixelWindow Window, RasterSize Size, GeoTransform ToWindow)
{
    /// <summary>Plans a read.</summary>
    /// <returns>Null when the box misses the image.</returns>
    /// <exception cref="UnsupportedTiffException">Another method than nearest neighbour: the resampler's axes run along the
    /// image's.</exception>
    /// <exception cref="WindowOutsideImageException">The box reaches outside, and <see cref="CogReaderOptions.BoundlessRead"/> is
    /// off.</exception>
    public static RotatedPlan? Create(
        CogHeader header,
        BoundingBox bounds,
        RasterSize size,
        Resampling resampling,
        CogReaderOptions options
    )
    {
        if (resampling != Resampling.Nearest)
        {
            throw new UnsupportedTiffException(
                $"The image is rotated by its geotransform, and a box of it is read by nearest neighbour only, not by {resampling}; "
                    + "warped to another CRS it can be."
            );
        }

        double stepX = bounds.Width / size.Width,
            stepY = bounds.Height / size.Height;
        GeoTransform inverse = header.GeoTransform.Invert();
        double resolution = Math.Min(
            double.Hypot(inverse.A * stepX, inverse.D * stepX),
            double.Hypot(inverse.B * stepY, inverse.E * stepY)
        );
        ImageLevel level = OverviewSelector.Select(header, resolution, options.ZoomLevelStrategy);

        GeoTransform transform = header.GeoTransformOf(level);
        inverse = transform.Invert();
        (double column, double row) = transform.ToPixel(bounds.MinX, bounds.MaxY);
        var toLevel = new GeoTransform(inverse.A * stepX, -inverse.B * stepY, column, inverse.D * stepX, -inverse.E * stepY, row);
        BoundingBox around = toLevel.Bounds(size.Width, size.Height);
        if (
            !options.BoundlessRead
            && (around.MinX < -1e-6 || around.MinY < -1e-6 || around.MaxX > level.Width + 1e-6 || around.MaxY > level.Height + 1e-6)
        )
        {
            throw new WindowOutsideImageException(
                $"{bounds} reaches outside the image, whose bounds are {header.Bounds}, and {nameof(CogReaderOptions.BoundlessRead)} is "
                    + "off."
            );
        }

        int left = Edge(Math.Floor(around.MinX), level.Width),
            right = Edge(Math.Ceiling(around.MaxX), level.Width);
        int top = Edge(Math.Floor(around.MinY), level.Height),
            bottom = Edge(Math.Ceiling(around.MaxY), level.Height);
        return right > left && bottom > top
            ? new(level, new(left, top, right - left, bottom - top), size, toLevel with { C = toLevel.C - left, F = toLevel.F - top })
            : null;
    }

    /// <summary>Takes the pixels. What lies outside the image is masked.</summary>
    /// <param name="source">The window.</param>
    /// <param name="options">Limits, pool, and what masked pixels hold.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    public Raster Rotate(Raster source, CogReaderOptions options, CancellationToken cancellationToken)
    {
        Raster turned = Raster.Rent(source.SampleType, source.Bands, Size, options);
        try
        {
            Rotate(source, turned, SampleBytes.Of(options.BoundlessReadFillValue, source.SampleType), cancellationToken);
            return turned;
        }
        catch
        {
            turned.Dispose();
            throw;
        }
    }

    /// <summary>The same pixels, by their places in the level.</summary>
    public PixelPicks Picks(CogLimits limits, CancellationToken cancellationToken)
    {
        var picks = new PixelPicks(Size, limits);
        for (int y = 0; y < Size.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < Size.Width; x++)
            {
                (double column, double row) = ToWindow.Apply(x + 0.5, y + 0.5);
                if (column >= 0 && row >= 0 && column < Window.Width && row < Window.Height)
                {
                    picks.Set((y * Size.Width) + x, Window.X + (int)column, Window.Y + (int)row);
                }
            }
        }

        return picks;
    }

    private void Rotate(Raster source, Raster turned, byte[] outside, CancellationToken cancellationToken)
    {
        SampleBytes.Fill(turned.Samples, outside);
        int sample = outside.Length;
        for (int y = 0; y < Size.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < Size.Width; x++)
            {
                (double column, double row) = ToWindow.Apply(x + 0.5, y + 0.5);
                if (!(column >= 0 && row >= 0 && column < source.Width && row < source.Height))
                {
                    continue;
                }

                int from = ((int)row * source.Width) + (int)column,
                    to = (y * Size.Width) + x;
                turned.Mask[to] = source.Mask[from];
                for (int band = 0; band < source.Bands; band++)
                {
                    source.BandBytes(band).Slice(from * sample, sample).CopyTo(turned.BandBytes(band)[(to * sample)..]);
                }
            }
        }
    }

    private static int Edge(double position, int length) => double.IsNaN(position) ? 0 : (int)Math.Clamp(position, 0, length);
}
