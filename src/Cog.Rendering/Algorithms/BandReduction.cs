using System.Buffers;

namespace Cog.Rendering.Algorithms;

/// <summary>
/// One number of all bands of a pixel. A band whose sample is masked does not count; where none counts, the pixel is masked.
/// </summary>
/// <param name="id">Its name.</param>
/// <param name="kind">Which number.</param>
internal sealed class BandReduction(string id, BandReduction.BandMeasure kind) : Algorithm(id)
{
    private const int Chunk = 16_384; // Numbers of all bands that are held at a time.

    /// <summary>What is computed.</summary>
    internal enum BandMeasure
    {
        Min,
        Max,
        Sum,
        Mean,
        Median,
        Variance,
        StandardDeviation,
    }

    public static AlgorithmDefinition Min => Define("min", "Min", "Takes the least value of all bands.", BandMeasure.Min);

    public static AlgorithmDefinition Max => Define("max", "Max", "Takes the largest value of all bands.", BandMeasure.Max);

    public static AlgorithmDefinition Median =>
        Define("median", "Median", "Takes the middle value of all bands, or the mean of the middle two.", BandMeasure.Median) with
        {
            OutputType = SampleType.Float64,
        };

    public static AlgorithmDefinition Mean =>
        Define("mean", "Mean", "Takes the mean of all bands.", BandMeasure.Mean) with
        {
            OutputType = SampleType.Float64,
        };

    public static AlgorithmDefinition Std =>
        Define(
            "std",
            "Standard deviation",
            "Takes the standard deviation of all bands, as of a sample (n - 1).",
            BandMeasure.StandardDeviation
        ) with
        {
            OutputType = SampleType.Float64,
        };

    public static AlgorithmDefinition Var =>
        Define("var", "Variance", "Takes the variance of all bands, as of a sample (n - 1).", BandMeasure.Variance) with
        {
            OutputType = SampleType.Float64,
        };

    public static AlgorithmDefinition Sum => Define("sum", "Sum", "Adds all bands.", BandMeasure.Sum);

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => Labels(Id);

    /// <summary>NumPy's types: of sums the widest integer, of what is divided 64-bit floating point.</summary>
    public override BandShape ShapeOf(BandShape before) =>
        new(
            1,
            kind switch
            {
                BandMeasure.Min or BandMeasure.Max => before.Type,
                BandMeasure.Median or BandMeasure.Sum when before.Type.IsFloatingPoint() => before.Type,
                BandMeasure.Sum => before.Type is SampleType.UInt8 or SampleType.UInt16 or SampleType.UInt32 or SampleType.UInt64
                    ? SampleType.UInt64
                    : SampleType.Int64,
                _ => SampleType.Float64,
            }
        );

    /// <summary>The range that follows from those of the bands. A single band keeps its colours.</summary>
    public override BandColors ColorsOf(BandColors before) =>
        new(
            kind is BandMeasure.Variance or BandMeasure.StandardDeviation ? null : before.Palette,
            before.Statistics is { Count: > 0 } ranges ? [RangeOf(ranges)] : null
        );

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        int bands = input.Bands,
            columns = Math.Clamp(Chunk / bands, 1, input.Width);
        double[] values = ArrayPool<double>.Shared.Rent(bands * columns),
            pixel = ArrayPool<double>.Shared.Rent(bands),
            results = ArrayPool<double>.Shared.Rent(columns);
        byte[] masks = ArrayPool<byte>.Shared.Rent(bands * columns);
        try
        {
            for (int row = 0; row < input.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int column = 0; column < input.Width; column += columns)
                {
                    int count = Math.Min(columns, input.Width - column);
                    for (int band = 0; band < bands; band++)
                    {
                        input.Read(band, row, column, values.AsSpan(band * count, count), masks.AsSpan(band * count, count));
                    }

                    Span<byte> mask = result.MaskRow(row).Slice(column, count);
                    input.Raster.MaskRow(row).Slice(column, count).CopyTo(mask);
                    for (int i = 0; i < count; i++)
                    {
                        int counted = 0;
                        for (int band = 0; band < bands; band++)
                        {
                            if (masks[(band * count) + i] != 0)
                            {
                                pixel[counted++] = values[(band * count) + i];
                            }
                        }

                        double? number = mask[i] == 0 ? null : Reduce(pixel.AsSpan(0, counted));
                        results[i] = number ?? 0;
                        mask[i] = number is null ? (byte)0 : mask[i];
                    }

                    Store(result, row, column, results.AsSpan(0, count));
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(values);
            ArrayPool<double>.Shared.Return(pixel);
            ArrayPool<double>.Shared.Return(results);
            ArrayPool<byte>.Shared.Return(masks);
        }
    }

    // Null where there is none: of no value, and the deviation of one.
    private double? Reduce(Span<double> values)
    {
        if (values.Length == 0 || (values.Length == 1 && kind is BandMeasure.Variance or BandMeasure.StandardDeviation))
        {
            return null;
        }

        return kind switch
        {
            BandMeasure.Min => Least(values),
            BandMeasure.Max => Largest(values),
            BandMeasure.Sum => OrderedSum.Of(values),
            BandMeasure.Mean => OrderedSum.Of(values) / values.Length,
            BandMeasure.Median => MedianOf(values),
            BandMeasure.Variance => VarianceOf(values),
            _ => Math.Sqrt(VarianceOf(values)),
        };
    }

    private static double Least(ReadOnlySpan<double> values)
    {
        double least = values[0];
        foreach (double value in values)
        {
            least = Math.Min(least, value);
        }

        return least;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = values[0];
        foreach (double value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    private static double MedianOf(Span<double> values)
    {
        double sum = OrderedSum.Of(values);
        if (double.IsNaN(sum))
        {
            return sum;
        }

        values.Sort();
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private static double VarianceOf(ReadOnlySpan<double> values)
    {
        double mean = OrderedSum.Of(values) / values.Length,
            sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / (values.Length - 1);
    }

    private static void Store(Raster result, int row, int column, ReadOnlySpan<double> values)
    {
        int size = result.SampleType.ByteSize();
        SampleRows.Store(result.SampleType, values, result.RowBytes(0, row).Slice(column * size, values.Length * size));
    }

    private Rescale RangeOf(IReadOnlyList<Rescale> ranges)
    {
        double least = ranges.Min(range => range.Minimum),
            largest = ranges.Max(range => range.Maximum);

        // As far from each other as they can be: one half at one end, one half at the other.
        double variance = Math.Pow((largest - least) / 2, 2) * ranges.Count / Math.Max(1, ranges.Count - 1);
        return kind switch
        {
            BandMeasure.Sum => new(ranges.Sum(range => range.Minimum), ranges.Sum(range => range.Maximum)),
            BandMeasure.Variance => new(0, variance),
            BandMeasure.StandardDeviation => new(0, Math.Sqrt(variance)),
            _ => new(least, largest),
        };
    }

    private static AlgorithmDefinition Define(string id, string title, string description, BandMeasure kind) =>
        new(id, title, description, _ => new BandReduction(id, kind)) { OutputBands = 1 };
}
