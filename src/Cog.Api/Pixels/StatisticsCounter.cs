using Cog.Rendering.Statistics;

namespace Cog.Api.Pixels;

/// <summary>
/// Counts the bands of one answer, which may hold so many bins and classes: of classes, nobody knows how many there are before they are
/// counted.
/// </summary>
/// <param name="options">What is counted.</param>
/// <param name="cancellationToken">Ends it with the request.</param>
internal sealed class StatisticsCounter(StatisticsOptions options, CancellationToken cancellationToken)
{
    /// <summary>Of all bands and features together.</summary>
    public const int Max = 1_000_000;

    /// <summary>What a band has besides its histogram, by and large.</summary>
    private const int NumbersOfBand = 10;

    private int _left = Max;

    /// <summary>
    /// Refuses an answer of too many numbers before anything is read. How many classes there are shows while they are counted.
    /// </summary>
    /// <param name="features">How many areas are counted; null for a file as a whole.</param>
    /// <param name="bands">Of each.</param>
    /// <param name="options">What is counted.</param>
    /// <exception cref="BadHttpRequestException">There would be more than <see cref="Max"/> (413).</exception>
    public static void ThrowIfTooMany(int? features, int bands, StatisticsOptions options)
    {
        int numbers = NumbersOfBand + (options.IsCategorical ? options.Categories.Count : options.Bins);
        if ((features ?? 1L) * bands * numbers > Max)
        {
            throw new BadHttpRequestException(
                $"{(features is { } areas ? $"{areas} features, " : "")}{bands} bands and {numbers} numbers of each are more than {Max} "
                    + $"together: ask for fewer, or choose bands with bidx.",
                StatusCodes.Status413PayloadTooLarge
            );
        }
    }

    /// <summary>Counts every band.</summary>
    /// <param name="samples">What was computed by <paramref name="bands"/>.</param>
    /// <param name="bands">Which they are.</param>
    /// <param name="coverage">The share of each pixel that counts; empty when all count whole.</param>
    /// <exception cref="BadHttpRequestException">The answer would hold more than <see cref="Max"/> (413).</exception>
    public Dictionary<string, NamedStatistics> Count(DatasetSamples samples, BandPlan bands, float[] coverage)
    {
        var statistics = new Dictionary<string, NamedStatistics>(bands.Labels.Count);
        for (int i = 0; i < bands.Labels.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int band = i;
            BandStatistics counted = BadRequest.OnFormatError(() =>
                BandStatistics.Of(samples.Raster, band, coverage, options, samples.NoData, cancellationToken)
            );
            Take(counted.Histogram.Counts.Count);
            (string name, string description) = bands.Labels[i];
            statistics[name] = new(counted, options.Percentiles, description);
        }

        return statistics;
    }

    // Those of one histogram.
    private void Take(int count)
    {
        _left -= Math.Min(count, _left + 1);
        if (_left < 0)
        {
            throw new BadHttpRequestException(
                $"The histograms of all bands and features have more than {Max} bins or classes together: ask for fewer.",
                StatusCodes.Status413PayloadTooLarge
            );
        }
    }
}
