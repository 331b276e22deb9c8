namespace Cog.Rendering.Styling.Colors;

/// <summary>
/// Colours of intervals: from the minimum on, up to but without the maximum. Where several hold a value, the last one counts.
/// </summary>
/// <param name="intervals">In the caller's order.</param>
internal sealed class ColorIntervals(IReadOnlyList<ColorInterval> intervals) : ColorMap
{
    private const int Chunk = 1024;

    private ColorSteps? _steps;
    private ColorSteps? _singleSteps;

    /// <inheritdoc/>
    protected override void Find(Raster values, int start, Span<uint> found)
    {
        // As NumPy compares: a bound is rounded to 32 bits where the samples have no more.
        ColorSteps steps =
            values.SampleType == SampleType.Float32
                ? _singleSteps ??= ColorSteps.Of([.. intervals.Select(i => i.ToSingle())])
                : _steps ??= ColorSteps.Of(intervals);

        Span<double> numbers = stackalloc double[Chunk];
        numbers = numbers[..found.Length];
        Read(values, start, numbers);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = steps.ColorOf(numbers[i]);
        }
    }

    /// <summary>The same colours without overlaps: each holds from its edge to the next.</summary>
    private sealed record ColorSteps(double[] Edges, uint[] Colors)
    {
        public static ColorSteps Of(IReadOnlyList<ColorInterval> intervals)
        {
            double[] edges = [.. intervals.SelectMany(i => new[] { i.Minimum, i.Maximum }).Distinct().Order()];
            uint[] colors = new uint[edges.Length];
            foreach (ColorInterval interval in intervals)
            {
                if (interval.Minimum < interval.Maximum)
                {
                    int from = Array.BinarySearch(edges, interval.Minimum),
                        to = Array.BinarySearch(edges, interval.Maximum);
                    colors.AsSpan(from..to).Fill(interval.Color);
                }
            }

            return new(edges, colors);
        }

        public uint ColorOf(double value)
        {
            if (!(value >= Edges[0]))
            {
                return 0; // NaN, too.
            }

            int low = 0,
                high = Edges.Length;
            while (high - low > 1)
            {
                int middle = (low + high) >>> 1;
                (low, high) = value >= Edges[middle] ? (middle, high) : (low, middle);
            }

            return Colors[low];
        }
    }
}

/// <summary>A colour for an interval.</summary>
/// <param name="Minimum">The first value.</param>
/// <param name="Maximum">The first value that is no longer in it.</param>
/// <param name="Color">See <see cref="ColorMap.Pack"/>.</param>
internal readonly record struct ColorInterval(double Minimum, double Maximum, uint Color)
{
    /// <summary>The same with bounds rounded to 32 bits.</summary>
    public ColorInterval ToSingle() => this with { Minimum = (float)Minimum, Maximum = (float)Maximum };
}
