namespace Cog.Rendering.Encoding.Png;

/// <summary>Turns rows into filtered rows, top to bottom, choosing the filter of each by least cost.</summary>
internal sealed class PngRowFilter
{
    // Bytes left of the first pixel and above the first row count as zero (PNG section 9.2): rows carry a margin of zeros in front.
    private const int Margin = 8;

    private readonly int _pixelBytes;
    private readonly bool _filters;
    private byte[] _row,
        _above;
    private byte[] _best,
        _candidate;

    /// <param name="rowBytes">Bytes of one row.</param>
    /// <param name="pixelBytes">Bytes from a sample to the same sample of the next pixel: at most 8.</param>
    /// <param name="filters">False leaves every row as it is: right for palettes and less than 8 bits (PNG section 12.7).</param>
    public PngRowFilter(int rowBytes, int pixelBytes, bool filters)
    {
        (_pixelBytes, _filters) = (pixelBytes, filters);
        (_row, _above) = (new byte[Margin + rowBytes], new byte[Margin + rowBytes]);
        (_best, _candidate) = (new byte[1 + rowBytes], new byte[1 + rowBytes]);
    }

    /// <summary>Where the caller puts the next row, before <see cref="Next"/>.</summary>
    public Span<byte> Row => _row.AsSpan(Margin);

    /// <summary>Filters the row that stands in <see cref="Row"/>.</summary>
    /// <returns>The filter's number, then the filtered bytes; valid until the next call.</returns>
    public ReadOnlySpan<byte> Next()
    {
        ReadOnlySpan<byte> row = Row,
            above = _above.AsSpan(Margin);
        _best[0] = PngFilters.None;
        row.CopyTo(_best.AsSpan(1));

        if (_filters)
        {
            ReadOnlySpan<byte> left = _row.AsSpan(Margin - _pixelBytes, row.Length);
            ReadOnlySpan<byte> aboveLeft = _above.AsSpan(Margin - _pixelBytes, row.Length);
            long cost = PngFilters.Cost(row);

            PngFilters.Subtract(row, left, _candidate.AsSpan(1));
            KeepIfCheaper(PngFilters.Sub, ref cost);
            PngFilters.Subtract(row, above, _candidate.AsSpan(1));
            KeepIfCheaper(PngFilters.Up, ref cost);
            PngFilters.SubtractPaeth(row, left, above, aboveLeft, _candidate.AsSpan(1));
            KeepIfCheaper(PngFilters.Paeth, ref cost);
        }

        (_row, _above) = (_above, _row);
        return _best;
    }

    private void KeepIfCheaper(byte filter, ref long cost)
    {
        long candidateCost = PngFilters.Cost(_candidate.AsSpan(1));
        if (candidateCost < cost)
        {
            _candidate[0] = filter;
            (_best, _candidate) = (_candidate, _best);
            cost = candidateCost;
        }
    }
}
