using Cog.Header;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Statistics;
using Cog.Rendering.Styling;

namespace Cog.Api.Requests;

/// <summary>
/// The range by which a picture is scaled that nobody gave one for: that of the file, so that no two tiles of a map differ. It is the
/// stored range (GDAL's STATISTICS) when every band has one, else counted once, on an overview: see <see cref="RangeSample"/>.
/// </summary>
internal static class AutoRescale
{
    /// <summary>How samples become the picture, in this deployment.</summary>
    /// <param name="parameters">What the caller says.</param>
    /// <param name="format">Null: PNG when a pixel is masked, else JPEG.</param>
    /// <param name="bands">The bands of the picture.</param>
    /// <param name="type">The type of their samples.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="CogException">The range cannot be counted: a picture of another range would be a wrong one.</exception>
    public static async Task<RenderStyle> StyleOfAsync(
        RenderParameters parameters,
        ImageFormat? format,
        BandPlan bands,
        SampleType type,
        CogFile file
    )
    {
        RenderStyle style = parameters.ToStyle(format) with { TiffMaskIsBand = file.Options.TiffMaskIsBand };
        BandColors colors = bands.ColorsOf(file.Header);
        if (parameters.IsAutoRescale && type.IsComplex())
        {
            throw new InvalidParametersException(
                ParameterError.OfQuery("rescale", $"rescale is 'auto': {type.NumPyName()} samples have no order to scale by.")
            );
        }

        bool isWanted = parameters.IsAutoRescale || (!file.Options.RescaleByTile && Colorizer.WantsRanges(type, colors, style));
        return isWanted ? style with { Rescale = await RangesOfAsync(parameters, bands, colors, file) } : style;
    }

    private static async Task<IReadOnlyList<Rescale>> RangesOfAsync(
        RenderParameters parameters,
        BandPlan bands,
        BandColors colors,
        CogFile file
    )
    {
        if (colors.Statistics is { } stored && stored.All(r => double.IsFinite(r.Minimum) && double.IsFinite(r.Maximum)))
        {
            return stored;
        }

        IReadOnlyList<ValueRange> counted =
            bands.IsComputed || parameters.NoData is not null
                ? await file.Ranges.OfTextAsync(parameters.BandsText, () => CountAsync(parameters, bands, file), file.CancellationToken)
                : await file.Ranges.OfSamplesAsync(
                    bands.Samples,
                    samples => CountSamplesAsync(parameters, samples, file),
                    file.CancellationToken
                );
        return [.. counted.Select(r => new Rescale(r.Minimum, r.Maximum))];
    }

    // A few at a time, so that the range of one does not depend on which others are asked for.
    private static async Task<IReadOnlyList<ValueRange>> CountSamplesAsync(
        RenderParameters parameters,
        IReadOnlyList<int> samples,
        CogFile file
    )
    {
        var ranges = new List<ValueRange>();
        foreach (int[] some in samples.Chunk(RangeCount.BandsAtATime))
        {
            ranges.AddRange(await CountAsync(parameters, new(some, [.. some.Select(s => BandLabel.Of(file.Header, s))]), file));
        }

        return ranges;
    }

    private static async Task<IReadOnlyList<ValueRange>> CountAsync(RenderParameters parameters, BandPlan bands, CogFile file)
    {
        var sample = RangeSample.Of(file.Header);
        BandNoData? noData = bands.IsComputed ? null : BandNoData.Of(file.Header, parameters.NoData);
        var count = new RangeCount(bands.Labels.Count, sample.Windows.Sum(w => (long)w.Width * w.Height));
        try
        {
            int margin = file.Reader.Options.BoundlessRead ? bands.Cut : 0; // What the computation cuts off again.
            foreach (PixelWindow shown in sample.Windows)
            {
                PixelWindow window = new(shown.X - margin, shown.Y - margin, shown.Width + (2 * margin), shown.Height + (2 * margin));
                Raster read = await file.Log.ReadAsync(() =>
                    file.Reader.ReadWindowAsync(
                        sample.Level,
                        window,
                        new() { Bands = bands.Samples, NoData = parameters.NoData },
                        file.CancellationToken
                    )
                );
                using Raster raster = RenderQuery.Compute(bands, read, sample.BoundsOf(window, file.Header), parameters, file);
                using (file.Log.Measure("count"))
                {
                    count.Add(raster, noData);
                }
            }
        }
        catch (LimitExceededException error)
        {
            throw new LimitExceededException(
                $"The range of the values cannot be counted; with rescale=minimum,maximum it need not be. {error.Message}",
                error.Limit
            );
        }

        return count.ToRanges();
    }
}
