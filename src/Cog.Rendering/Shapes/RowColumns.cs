namespace Cog.Rendering.Shapes;

/// <summary>Columns of one row, added as ranges that may overlap, and given as ranges that do not. Takes no more time than they are many,
/// or the row is long, whichever is less, but for the sorting of a few.</summary>
/// <param name="width">Columns of the row.</param>
internal sealed class RowColumns(int width)
{
    private readonly List<ColumnRange> _merged = [];
    private readonly List<long> _added = []; // Start and end, so that they sort as numbers.
    private int[] _changes = [];

    public void Clear() => _added.Clear();

    /// <summary>Adds a range; what lies beside the row is left out.</summary>
    public void Add(double start, double end)
    {
        (double first, double last) = (Math.Max(0, start), Math.Min(width, end));
        if (first < last)
        {
            _added.Add(((long)first << 32) | (uint)last);
        }
    }

    /// <summary>Ranges that neither overlap nor meet, from left to right; they hold until the next call.</summary>
    public ReadOnlySpan<ColumnRange> Merge()
    {
        _merged.Clear();
        if (_added.Count >= width / 8)
        {
            MergeMany();
        }
        else
        {
            MergeFew();
        }

        return CollectionsMarshal.AsSpan(_merged);
    }

    private void MergeFew()
    {
        Span<long> all = CollectionsMarshal.AsSpan(_added);
        all.Sort();
        foreach (long range in all)
        {
            (int start, int end) = ((int)(range >> 32), (int)range);
            if (_merged.Count > 0 && start <= _merged[^1].End)
            {
                _merged[^1] = new(_merged[^1].Start, Math.Max(_merged[^1].End, end));
            }
            else
            {
                _merged.Add(new(start, end));
            }
        }
    }

    // How many more ranges cover a column than the one before it.
    private void MergeMany()
    {
        if (_added.Count == 0)
        {
            return;
        }

        if (_changes.Length == 0)
        {
            _changes = new int[width + 1];
        }

        foreach (long range in _added)
        {
            _changes[(int)(range >> 32)]++;
            _changes[(int)range]--;
        }

        int covering = 0,
            start = 0;
        for (int column = 0; column <= width; column++)
        {
            int change = _changes[column];
            if (change != 0)
            {
                _changes[column] = 0;
                if (covering == 0)
                {
                    start = column;
                }

                covering += change;
                if (covering == 0)
                {
                    _merged.Add(new(start, column));
                }
            }
        }
    }
}
