using Cog.Header;
using Cog.Rendering.Statistics;

namespace Cog.Api.Datasets;

/// <summary>
/// The ranges of the values of one file, counted once, on an overview (<see cref="RangeSample"/>), and kept with its header.
/// </summary>
internal static class FileRanges
{
    /// <summary>One range for each band of a picture.</summary>
    /// <exception cref="CogException">They cannot be counted.</exception>
    public static async Task<IReadOnlyList<Rescale>> OfAsync(RenderParameters parameters, BandPlan bands, CogFile file)
    {
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
                var samples = new DatasetSamples(read, BandNoData.Of(file.Header, parameters.NoData));
                using DatasetSamples computed = samples.Compute(bands, sample.BoundsOf(window, file.Header), file);
                using (file.Log.Measure("count"))
                {
                    count.Add(computed.Raster, computed.NoData);
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
