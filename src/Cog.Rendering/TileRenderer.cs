using Cog.Reading;
using Cog.Rendering.Warping;
using Cog.Resamplers;

namespace Cog.Rendering;

/// <summary>Reads what a plan says, and warps it to the grid of a picture.</summary>
internal static class TileRenderer
{
    /// <summary>Reads and warps: samples in the file's own type on the picture's grid, with validity.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="plan">What is read and where it goes.</param>
    /// <param name="bands">Samples wanted, from 0, in order; null for all.</param>
    /// <param name="noData">A caller's nodata; null for the file's own.</param>
    /// <param name="cancellationToken">Abandons the read, and the warp at its next row.</param>
    public static async Task<Raster> ReadAsync(
        CogReader reader,
        RenderPlan plan,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        CancellationToken cancellationToken
    )
    {
        PixelValidity validity = PixelValidity.Of(reader.Header, plan.Level, noData);
        Raster picture = await ReadShownAsync(reader, plan, bands, noData, validity, cancellationToken);
        HiddenSamples.Put(picture, validity, isWarped: plan.Grid is not null || plan.Parts.Count > 0);
        return picture;
    }

    private static async Task<Raster> ReadShownAsync(
        CogReader reader,
        RenderPlan plan,
        IReadOnlyList<int>? bands,
        NoDataValue? noData,
        PixelValidity validity,
        CancellationToken cancellationToken
    )
    {
        if (plan.Parts.Count > 0)
        {
            return (
                await StripMosaic.ReadAsync(
                    reader,
                    plan.Size,
                    plan.Parts.Select(part =>
                        (
                            part.Column,
                            (Func<Task<Raster?>>)(async () => await ReadAsync(reader, part.Plan, bands, noData, cancellationToken))
                        )
                    )
                )
            )!;
        }

        if (plan.Window.Width == 0 || plan.Window.Height == 0)
        {
            // The image's box touches the picture, its pixels do not.
            Ifd image = plan.Level.Image;
            return Raster.Rent(image.SampleType, bands?.Count ?? image.SamplesPerPixel, plan.Size, reader.Options);
        }

        int count = bands?.Count ?? plan.Level.Image.SamplesPerPixel;
        CogLimits limits = reader.Options.Limits;
        if (
            plan.Resampling == Resampling.Nearest
            && (plan.Grid is null || plan.WarpResampling == Resampling.Nearest)
            && PixelPicks.Serve(plan.Level, plan.Window, plan.Size, count, limits)
        )
        {
            return await reader.ReadPickedAsync(
                plan.Level,
                NearestPicker.PicksOf(plan, limits, cancellationToken),
                bands,
                noData,
                cancellationToken
            );
        }

        int rowsAtOnce = RowsAtOnce(plan, count, limits);
        if (rowsAtOnce < plan.Size.Height)
        {
            return await StripPlan.ReadAsync(
                plan.Size,
                rowsAtOnce,
                reader.Options,
                StripPlan.Announced(
                    (row, rows, token) => ReadAsync(reader, plan.Rows(row, rows), bands, noData, token),
                    plan.Size.Height,
                    reader.Requests
                ),
                cancellationToken
            );
        }

        using Raster window = await reader.ReadWindowAsync(
            plan.Level,
            plan.Window,
            new() { Bands = bands, NoData = noData },
            cancellationToken
        );
        IReadOnlyList<int> samples = bands ?? [.. Enumerable.Range(0, window.Bands)];
        return Warper.Warp(window, samples, plan, validity, reader.Options, cancellationToken);
    }

    private static int RowsAtOnce(RenderPlan plan, int bands, CogLimits limits)
    {
        int rows = StripPlan.Serves(plan.Level, plan.Window, bands, limits)
            ? StripPlan.RowsOf(plan.Level, plan.Window, plan.Size.Height, bands, limits)
            : plan.Size.Height;
        return plan.ToGrid is null ? rows : Math.Min(rows, SumSampler.RowsAtOnce(plan, bands, limits));
    }
}
