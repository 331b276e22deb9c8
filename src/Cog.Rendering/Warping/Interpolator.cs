namespace Cog.Rendering.Warping;

/// <summary>Samples at the positions of a warp grid, by a kernel around each.</summary>
internal static class Interpolator
{
    /// <summary>Fills the grid's area from the window.</summary>
    /// <param name="window">The pixels of <see cref="RenderPlan.Window"/>, of this type.</param>
    /// <param name="plan">Which grid.</param>
    /// <param name="options">Limits and pool.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    public static Raster Run<T>(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T> =>
        Warper.Make(window, new(plan.Grid!.Area.Width, plan.Grid.Area.Height), options, result =>
            Fill<T>(window, plan, result, cancellationToken)
        );

    private static void Fill<T>(Raster window, RenderPlan plan, Raster result, CancellationToken cancellationToken)
        where T : unmanaged, INumber<T>
    {
        PixelWindow area = plan.Grid!.Area;
        var taps = new RowTaps(window, plan);
        int parts = Warper.Parts(window.SampleType);
        for (int row = 0; row < area.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            taps.Find(row, result.MaskRow(row));
            for (int band = 0; band < window.Bands; band++)
            {
                ReadOnlySpan<T> from = window.Band<T>(band);
                Span<T> to = result.Row<T>(band, row);
                for (int part = 0; part < parts; part++)
                {
                    taps.Gather(from, to, parts, part);
                }
            }
        }
    }
}
