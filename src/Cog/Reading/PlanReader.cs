using Cog.Blocks;
using Cog.Rasters;
using Cog.Resamplers;

namespace Cog.Reading;

/// <summary>
/// From the plan of a read to its raster: the window at once where it fits into memory, else in strips, or by the single pixels that the
/// picture shows.
/// </summary>
/// <param name="levels">Reads the image and its overviews.</param>
/// <param name="options">Limits, pool, and what pixels outside the image hold.</param>
/// <param name="log">Told how many blocks there will be; null when nobody asks.</param>
internal sealed class PlanReader(LevelReader levels, CogReaderOptions options, ReadLog? log)
{
    /// <summary>Reads the pixels of a plan, and resamples them.</summary>
    /// <param name="plan">Its window is not empty.</param>
    /// <param name="request">What is read of each pixel.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadAsync(ReadPlan plan, PixelRequest request, CancellationToken cancellationToken)
    {
        if (plan.OnFullImage is not { } axes || plan.Resampling != Resampling.Nearest || !request.NeedsFullMask)
        {
            return await ReadPlanAsync(plan, request, cancellationToken).ConfigureAwait(false);
        }

        Raster raster = await ReadPlanAsync(plan, request with { Validity = new(ValidityKind.All) }, cancellationToken)
            .ConfigureAwait(false);
        return await levels.WithFullMaskAsync(raster, PicksOf(axes), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a box of an image that its geotransform rotates.</summary>
    /// <param name="plan">Which pixels.</param>
    /// <param name="request">What is read of each.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadAsync(RotatedPlan plan, PixelRequest request, CancellationToken cancellationToken)
    {
        if (PixelPicks.Serve(plan.Level, plan.Window, plan.Size, request.Samples.Count, options.Limits))
        {
            PixelPicks picks = plan.Picks(options.Limits, cancellationToken);
            return await ReadPicksAsync(request, picks, cancellationToken).ConfigureAwait(false);
        }

        using Raster source = await levels.ReadAsync(request, plan.Window, null, cancellationToken).ConfigureAwait(false);
        return plan.Rotate(source, options, cancellationToken);
    }

    private async Task<Raster> ReadPlanAsync(ReadPlan plan, PixelRequest request, CancellationToken cancellationToken)
    {
        PixelWindow window = plan.SourceWindow!.Value;
        RasterSize size = new(plan.Columns.OutputSize, plan.Rows.OutputSize);
        bool isOneGrid = plan is { FirstBand: null, Mask: null };
        if (
            isOneGrid
            && plan.Resampling == Resampling.Nearest
            && PixelPicks.Serve(plan.Level, window, size, request.Samples.Count, options.Limits)
        )
        {
            var picks = PixelPicks.OfAxes(PixelPicks.OfKernel(plan.Columns), PixelPicks.OfKernel(plan.Rows), options.Limits);
            return await ReadPicksAsync(request, picks, cancellationToken).ConfigureAwait(false);
        }

        if (isOneGrid && StripPlan.Serves(plan.Level, window, request.Samples.Count, options.Limits))
        {
            return await ReadInStripsAsync(plan, window, request, cancellationToken).ConfigureAwait(false);
        }

        Raster source = await levels.ReadAsync(request, window, null, cancellationToken).ConfigureAwait(false);
        if (plan.IsIdentity)
        {
            return source;
        }

        using (source)
        {
            return Resampler.Resample(source, request.Samples, plan, request.Validity, options, cancellationToken);
        }
    }

    private async Task<Raster> ReadPicksAsync(PixelRequest request, PixelPicks picks, CancellationToken cancellationToken)
    {
        Raster raster = await levels.ReadPickedAsync(request, picks, cancellationToken).ConfigureAwait(false);
        picks.FillUnpicked(raster, SampleBytes.Of(options.BoundlessReadFillValue, raster.SampleType));
        return raster;
    }

    // Some rows of the picture at a time, with the source's rows under them: what is in memory at once is a part of the window.
    private Task<Raster> ReadInStripsAsync(ReadPlan plan, PixelWindow window, PixelRequest request, CancellationToken cancellationToken)
    {
        RasterSize size = new(plan.Columns.OutputSize, plan.Rows.OutputSize);
        var budget = new RequestBudget(options.Limits);
        return StripPlan.ReadAsync(
            size,
            StripPlan.RowsOf(plan.Level, window, size.Height, request.Samples.Count, options.Limits),
            options,
            StripPlan.Announced(ReadStripAsync, size.Height, log),
            cancellationToken
        );

        async Task<Raster> ReadStripAsync(int row, int count, CancellationToken token)
        {
            ReadPlan strip = plan with { Rows = plan.Rows.Slice(row, count) };
            if (strip.SourceWindow is not { } part)
            {
                Raster outside = request.Rent(new(size.Width, count), options);
                SampleBytes.Fill(outside.Samples, SampleBytes.Of(options.BoundlessReadFillValue, outside.SampleType));
                return outside;
            }

            using Raster source = await levels.ReadAsync(request, part, budget, token).ConfigureAwait(false);
            return Resampler.Resample(source, request.Samples, strip, request.Validity, options, token);
        }
    }

    private PixelPicks PicksOf((ResamplingAxis Columns, ResamplingAxis Rows) axes)
    {
        CogHeader header = levels.Header;
        return PixelPicks.OfAxes(
            PixelPicks.OfKernel(ResamplingKernel.Create(axes.Columns, header.Image.Width, Resampling.Nearest, options.Limits)),
            PixelPicks.OfKernel(ResamplingKernel.Create(axes.Rows, header.Image.Height, Resampling.Nearest, options.Limits)),
            options.Limits
        );
    }
}
