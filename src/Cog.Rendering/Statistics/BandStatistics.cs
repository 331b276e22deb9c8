using System.Runtime.InteropServices;
using Cog.Rendering.Styling;

namespace Cog.Rendering.Statistics;

/// <summary>rio-tiler's statistics of one band. Where nothing is valid, values are NaN and counts 0.</summary>
internal sealed record BandStatistics
{
    /// <summary>Distinct values that are counted one by one; more of them are no classes.</summary>
    private const int MaxCategories = 65_536;

    public required double Min { get; init; }

    public required double Max { get; init; }

    /// <summary>Weighted by the share of each pixel that is covered, as the next five are.</summary>
    public required double Mean { get; init; }

    /// <summary>Covered pixels.</summary>
    public required double Count { get; init; }

    public required double Sum { get; init; }

    /// <summary>Of the population.</summary>
    public required double Std { get; init; }

    public required double Median { get; init; }

    /// <summary>One for each of <see cref="StatisticsOptions.Percentiles"/>.</summary>
    public required IReadOnlyList<double> Percentiles { get; init; }

    /// <summary>The most frequent value, the least of several.</summary>
    public required double Majority { get; init; }

    /// <summary>The rarest value, the least of several.</summary>
    public required double Minority { get; init; }

    /// <summary>Distinct values.</summary>
    public required double Unique { get; init; }

    public required Histogram Histogram { get; init; }

    public required double ValidPixels { get; init; }

    public required double MaskedPixels { get; init; }

    /// <summary>Pixels that count at all: those that an area covers at least in part, valid or not.</summary>
    public required double CoveredPixels { get; init; }

    /// <summary>Valid pixels among those that count, with two decimals; an area that covers none has none.</summary>
    public double ValidPercent => Math.Round(Math.Min(ValidPixels / CoveredPixels, 1) * 100, 2);

    /// <summary>Counts a band. NaN and infinities count as masked.</summary>
    /// <param name="raster">The samples.</param>
    /// <param name="band">Which of its bands.</param>
    /// <param name="coverage">The share of each pixel that counts; empty when all count whole.</param>
    /// <param name="options">What is to be counted.</param>
    /// <param name="noData">Masks further samples; null for none.</param>
    /// <param name="cancellationToken">Asked every thousand samples and between the passes.</param>
    /// <exception cref="FormatException">Samples that have no order, or too many distinct values for classes.</exception>
    public static BandStatistics Of(
        Raster raster,
        int band,
        ReadOnlySpan<float> coverage,
        StatisticsOptions options,
        BandNoData? noData,
        CancellationToken cancellationToken
    )
    {
        if (raster.SampleType.IsComplex())
        {
            throw new FormatException($"{raster.SampleType.NumPyName()} samples have no order: they have no statistics.");
        }

        (double[] values, float[] weights) = Collect(raster, band, coverage, noData, cancellationToken);
        Array.Sort(values, weights);
        cancellationToken.ThrowIfCancellationRequested();

        double count = 0,
            sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            count += weights[i];
            sum += weights[i] * values[i];
        }

        (List<double> keys, List<int> counts) = CountEach(values);
        cancellationToken.ThrowIfCancellationRequested();
        double mean = sum / count;
        return new()
        {
            Min = values.Length > 0 ? values[0] : double.NaN,
            Max = values.Length > 0 ? values[^1] : double.NaN,
            Mean = mean,
            Count = count,
            Sum = sum,
            Std = Deviation(values, weights, mean, count),
            Median = Quantile(values, weights, 0.5 * count),
            Percentiles = [.. options.Percentiles.Select(percent => Quantile(values, weights, percent / 100.0 * count))],
            Majority = keys.Count > 0 ? keys[counts.IndexOf(counts.Max())] : double.NaN,
            Minority = keys.Count > 0 ? keys[counts.IndexOf(counts.Min())] : double.NaN,
            Unique = keys.Count,
            Histogram = options.IsCategorical ? Classes(keys, counts, options) : Histogram.Of(values, options),
            ValidPixels = values.Length,
            MaskedPixels = raster.PixelCount - values.Length,
            CoveredPixels = coverage.IsEmpty ? raster.PixelCount : coverage.Length - coverage.Count(0f),
        };
    }

    private static (double[] Values, float[] Weights) Collect(
        Raster raster,
        int band,
        ReadOnlySpan<float> coverage,
        BandNoData? noData,
        CancellationToken cancellationToken
    )
    {
        const int Chunk = 1024;
        Span<double> chunk = stackalloc double[Chunk];
        Span<byte> valid = stackalloc byte[Chunk];
        List<double> values = [];
        List<float> weights = [];
        ReadOnlySpan<byte> samples = raster.BandBytes(band),
            mask = raster.Mask;
        int bytes = raster.SampleType.ByteSize();
        for (int start = 0; start < mask.Length; start += Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int length = Math.Min(Chunk, mask.Length - start);
            SampleReader.Read(samples[(start * bytes)..], raster.SampleType, chunk[..length]);
            mask.Slice(start, length).CopyTo(valid);
            noData?.Exclude(raster, band, start, valid[..length]);
            for (int i = 0; i < length; i++)
            {
                if (valid[i] != 0 && double.IsFinite(chunk[i]))
                {
                    values.Add(chunk[i]);
                    weights.Add(coverage.IsEmpty ? 1 : coverage[start + i]);
                }
            }
        }

        return ([.. values], [.. weights]);
    }

    private static double Deviation(ReadOnlySpan<double> values, ReadOnlySpan<float> weights, double mean, double count)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double distance = values[i] - mean;
            sum += weights[i] * distance * distance;
        }

        return Math.Sqrt(sum / count);
    }

    // The first value at which the weights up to it reach a share of them all: no interpolation.
    private static double Quantile(ReadOnlySpan<double> values, ReadOnlySpan<float> weights, double share)
    {
        double reached = 0;
        for (int i = 0; i < values.Length; i++)
        {
            reached += weights[i];
            if (reached >= share)
            {
                return values[i];
            }
        }

        return values.IsEmpty ? double.NaN : values[^1];
    }

    private static (List<double> Keys, List<int> Counts) CountEach(ReadOnlySpan<double> sorted)
    {
        List<double> keys = [];
        List<int> counts = [];
        foreach (double value in sorted)
        {
            if (keys.Count > 0 && keys[^1] == value)
            {
                CollectionsMarshal.AsSpan(counts)[^1]++;
            }
            else
            {
                keys.Add(value);
                counts.Add(1);
            }
        }

        return (keys, counts);
    }

    private static Histogram Classes(List<double> keys, List<int> counts, StatisticsOptions options)
    {
        if (options.Categories.Count > 0)
        {
            return new(
                [.. options.Categories.Select(category => keys.BinarySearch(category) is >= 0 and var i ? (double)counts[i] : 0)],
                options.Categories
            );
        }

        return keys.Count <= MaxCategories
            ? new([.. counts.Select(count => (double)count)], keys)
            : throw new FormatException(
                $"categorical is true, but there are {keys.Count} distinct values: at most {MaxCategories} are counted one by one, name "
                    + "some with c."
            );
    }
}
