namespace Cog.Rendering.Statistics;

/// <summary>rio-tiler's statistics of one band. Where nothing is valid, values are NaN and counts 0.</summary>
/// <param name="Moments">How many values there are, and how they spread.</param>
/// <param name="Ranks">Values by their place in the order of all.</param>
/// <param name="Frequencies">Values by how often they occur.</param>
/// <param name="Histogram">How many values lie in each bin, or are of each class.</param>
/// <param name="Pixels">How many pixels have a value.</param>
internal sealed record BandStatistics(
    ValueMoments Moments,
    ValueRanks Ranks,
    ValueFrequencies Frequencies,
    Histogram Histogram,
    PixelCounts Pixels
)
{
    /// <summary>Distinct values that are counted one by one; more of them are no classes.</summary>
    private const int MaxCategories = 65_536;

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
        return new(
            new(count, sum, mean, Deviation(values, weights, mean, count)),
            new(
                values.Length > 0 ? values[0] : double.NaN,
                Quantile(values, weights, 0.5 * count),
                values.Length > 0 ? values[^1] : double.NaN,
                [.. options.Percentiles.Select(percent => Quantile(values, weights, percent / 100.0 * count))]
            ),
            new(
                keys.Count > 0 ? keys[counts.IndexOf(counts.Max())] : double.NaN,
                keys.Count > 0 ? keys[counts.IndexOf(counts.Min())] : double.NaN,
                keys.Count
            ),
            options.IsCategorical ? Classes(keys, counts, options) : Histogram.Of(values, options),
            new(
                values.Length,
                raster.PixelCount - values.Length,
                coverage.IsEmpty ? raster.PixelCount : coverage.Length - coverage.Count(0f)
            )
        );
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

/// <summary>The moments of a band's values, each weighted by the share of its pixel that is covered.</summary>
/// <param name="Count">Covered pixels.</param>
/// <param name="Sum">Of the values.</param>
/// <param name="Mean">The sum over the count.</param>
/// <param name="Std">The standard deviation of the population.</param>
internal sealed record ValueMoments(double Count, double Sum, double Mean, double Std);

/// <summary>Values by their place in the order of all. Those between the ends are weighted as <see cref="ValueMoments"/> are.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Median">The value in the middle.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Percentiles">One for each of <see cref="StatisticsOptions.Percentiles"/>.</param>
internal sealed record ValueRanks(double Min, double Median, double Max, IReadOnlyList<double> Percentiles);

/// <summary>Values by how often they occur, whole pixels counted.</summary>
/// <param name="Majority">The most frequent value, the least of several.</param>
/// <param name="Minority">The rarest value, the least of several.</param>
/// <param name="Unique">How many distinct values there are.</param>
internal sealed record ValueFrequencies(double Majority, double Minority, double Unique);

/// <summary>How many pixels have a value.</summary>
/// <param name="Valid">Those that have one.</param>
/// <param name="Masked">Those that have none.</param>
/// <param name="Covered">Those that count at all: an area covers them at least in part, valid or not.</param>
internal sealed record PixelCounts(double Valid, double Masked, double Covered)
{
    /// <summary>Valid pixels among those that count, with two decimals; an area that covers none has none.</summary>
    public double ValidPercent => Math.Round(Math.Min(Valid / Covered, 1) * 100, 2);
}
