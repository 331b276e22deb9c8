using System.Numerics;
using Cog.Reading;

namespace Cog.Rendering.Warping;

/// <summary>Samples at the positions of a warp grid, by a kernel around each.</summary>
internal static class Interpolator
{
    /// <summary>Fills the grid's area from the window.</summary>
    public static Raster Run<T>(Raster window, TilePlan plan, CogReaderOptions options)
        where T : unmanaged, INumber<T>
    {
        PixelWindow area = plan.Grid!.Area;
        Raster result = Raster.Rent(window.SampleType, window.Bands, area.Width, area.Height, options.Limits, options.Pool);
        var taps = new RowTaps(window, plan);
        int parts = Warper.Parts(window.SampleType);
        for (int row = 0; row < area.Height; row++)
        {
            taps.Find(row, result.Mask.Slice(row * area.Width, area.Width));
            for (int band = 0; band < window.Bands; band++)
            {
                ReadOnlySpan<T> from = window.Band<T>(band);
                Span<T> to = result.Band<T>(band).Slice(row * area.Width * parts, area.Width * parts);
                for (int part = 0; part < parts; part++)
                {
                    taps.Gather(from, to, parts, part);
                }
            }
        }

        return result;
    }
}
