namespace Cog.Resamplers;

/// <summary>
/// The most frequent of some values; of several, the one that was so often seen first, in the order in which they stand (GDAL's rule). Not
/// safe for concurrent calls.
/// </summary>
internal sealed class ModeFinder
{
    /// <summary>More different values than these are sorted rather than looked up one by one.</summary>
    private const int FewValues = 16;

    private readonly double[] _values = new double[FewValues];
    private readonly int[] _counts = new int[FewValues];
    private int[] _order = [];

    /// <summary>Finds the most frequent value.</summary>
    /// <param name="values">At least one. Their order may change.</param>
    /// <returns>Its place among <paramref name="values"/> as they were: of one of its kind.</returns>
    public int Find(Span<double> values) => FindAmongFew(values) ?? FindAmongMany(values);

    /// <summary>The value itself.</summary>
    public double FindValue(Span<double> values) => FindAmongFew(values) is { } few ? values[few] : ValueAmongMany(values);

    private int? FindAmongFew(ReadOnlySpan<double> values)
    {
        int kinds = 0,
            mode = 0,
            most = 0;
        for (int i = 0; i < values.Length; i++)
        {
            int kind = _values.AsSpan(0, kinds).IndexOf(values[i]);
            if (kind < 0)
            {
                if (kinds == FewValues)
                {
                    return null;
                }

                kind = kinds++;
                (_values[kind], _counts[kind]) = (values[i], 0);
            }

            if (++_counts[kind] > most)
            {
                (mode, most) = (i, _counts[kind]);
            }
        }

        return mode;
    }

    private double ValueAmongMany(Span<double> values)
    {
        int place = FindAmongMany(values);
        return values[_order.AsSpan(0, values.Length).IndexOf(place)];
    }

    private int FindAmongMany(Span<double> values)
    {
        if (_order.Length < values.Length)
        {
            _order = new int[values.Length];
        }

        Span<int> order = _order.AsSpan(0, values.Length);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        values.Sort(order);
        int mode = order[0],
            most = 0;
        for (int start = 0, end; start < values.Length; start = end)
        {
            int last = order[start];
            for (end = start + 1; end < values.Length && values[end].Equals(values[start]); end++)
            {
                last = Math.Max(last, order[end]);
            }

            // A kind reaches its count with the last of it.
            if (end - start > most || (end - start == most && last < mode))
            {
                (mode, most) = (last, end - start);
            }
        }

        return mode;
    }
}
