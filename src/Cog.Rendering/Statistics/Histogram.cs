namespace Cog.Rendering.Statistics;

/// <summary>Counts of values, as numpy's <c>histogram</c> makes them.</summary>
/// <param name="Counts">One a bin, or one a class.</param>
/// <param name="Edges">Of the bins, one more than these; or the classes.</param>
internal sealed record Histogram(IReadOnlyList<double> Counts, IReadOnlyList<double> Edges)
{
    /// <summary>A bin holds its lower edge, the last one its upper edge, too; values outside are not counted.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="options">The bins.</param>
    public static Histogram Of(ReadOnlySpan<double> sorted, StatisticsOptions options)
    {
        double[] edges = options.BinEdges.Count > 0 ? [.. options.BinEdges] : Edged(sorted, options);
        var counts = new double[edges.Length - 1];
        int bin = 0;
        foreach (double value in sorted)
        {
            if (value < edges[0] || value > edges[^1])
            {
                continue;
            }

            while (bin < counts.Length - 1 && value >= edges[bin + 1])
            {
                bin++;
            }

            counts[bin]++;
        }

        return new(counts, edges);
    }

    private static double[] Edged(ReadOnlySpan<double> sorted, StatisticsOptions options)
    {
        (double first, double last) = options.Range ?? (sorted.IsEmpty ? (0, 1) : (sorted[0], sorted[^1]));
        if (first == last)
        {
            (first, last) = (first - 0.5, last + 0.5);
        }

        var edges = new double[options.Bins + 1];
        double step = (last - first) / options.Bins;
        for (int i = 0; i < options.Bins; i++)
        {
            edges[i] = first + (i * step);
        }

        edges[^1] = last;
        return edges;
    }
}
