namespace Cog.Rendering.Warping;

/// <summary>
/// Fills a grid with what lies under each of its pixels: means, extremes, quantiles, modes. GDAL's way: the source pixels between the
/// images of two opposite corners.
/// </summary>
internal static class AreaSampler
{
    /// <summary>Fills the grid's area from the window.</summary>
    /// <param name="window">The pixels of <see cref="RenderPlan.Window"/>.</param>
    /// <param name="plan">Its grid is one of corners, a column and a row more than there are pixels.</param>
    /// <param name="options">Limits and pool.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    public static Raster Run(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken) =>
        Warper.Make(window, new(plan.Grid!.Area.Width - 1, plan.Grid.Area.Height - 1), options, result =>
            Fill(window, plan, result, options.Limits, cancellationToken)
        );

    private static void Fill(Raster window, RenderPlan plan, Raster result, CogLimits limits, CancellationToken cancellationToken)
    {
        int width = result.Width;
        var boxes = new RowBoxes(window, plan, limits);
        var statistic = new AreaStatistic(plan.WarpResampling, boxes.MostPixels);
        int parts = Warper.Parts(window.SampleType);
        double[] row = new double[width * parts],
            line = new double[window.Width * parts];
        for (int y = 0; y < result.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> mask = result.MaskRow(y);
            boxes.Find(y, mask);
            for (int band = 0; band < window.Bands; band++)
            {
                ReadOnlySpan<byte> from = window.BandBytes(band);
                for (int x = 0; x < width; x++)
                {
                    for (int part = 0; part < parts && mask[x] != 0; part++)
                    {
                        Gather(window, from, boxes[x], parts, part, line, statistic);
                        row[(x * parts) + part] = statistic.Take();
                    }
                }

                SampleRows.Store(window.SampleType, row, result.RowBytes(band, y));
            }
        }
    }

    private static void Gather(
        Raster window,
        ReadOnlySpan<byte> band,
        in PixelBox box,
        int parts,
        int part,
        double[] line,
        AreaStatistic statistic
    )
    {
        int size = window.SampleType.ByteSize(),
            count = box.Right - box.Left;
        for (int row = box.Top; row < box.Bottom; row++)
        {
            int start = (row * window.Width) + box.Left;
            Span<double> values = line.AsSpan(0, count * parts);
            SampleRows.Load(window.SampleType, band.Slice(start * size, count * size), values);
            double weight = box.RowShare(row);
            for (int i = 0; i < count; i++)
            {
                if (window.Mask[start + i] is not 0 and byte alpha)
                {
                    statistic.Add(values[(i * parts) + part], weight * box.ColumnShare(box.Left + i) * alpha / 255);
                }
            }
        }
    }
}
