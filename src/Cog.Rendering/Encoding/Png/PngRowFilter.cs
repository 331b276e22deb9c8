using System.Buffers;

namespace Cog.Rendering.Encoding.Png;

/// <summary>Turns rows into filtered rows, top to bottom, choosing the filter of each by least cost.</summary>
internal sealed class PngRowFilter : IDisposable
{
    // Bytes left of the first pixel and above the first row count as zero (PNG section 9.2): rows carry a margin of zeros in front.
    private const int Margin = 8;

    private readonly int _rowBytes,
        _pixelBytes;
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
        (_rowBytes, _pixelBytes, _filters) = (rowBytes, pixelBytes, filters);
        (_row, _above) = (ArrayPool<byte>.Shared.Rent(Margin + rowBytes), ArrayPool<byte>.Shared.Rent(Margin + rowBytes));
        (_best, _candidate) = (ArrayPool<byte>.Shared.Rent(1 + rowBytes), ArrayPool<byte>.Shared.Rent(1 + rowBytes));
        _row.AsSpan(0, Margin).Clear();
        _above.AsSpan(0, Margin + rowBytes).Clear();
    }

    /// <summary>Where the caller puts the next row, before <see cref="Next"/>.</summary>
    public Span<byte> Row => _row.AsSpan(Margin, _rowBytes);

    /// <summary>Filters the row that stands in <see cref="Row"/>.</summary>
    /// <returns>The filter's number, then the filtered bytes; valid until the next call.</returns>
    public ReadOnlySpan<byte> Next()
    {
        ReadOnlySpan<byte> row = Row,
            above = _above.AsSpan(Margin, _rowBytes);
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
        return _best.AsSpan(0, 1 + _rowBytes);
    }

    private void KeepIfCheaper(byte filter, ref long cost)
    {
        long candidateCost = PngFilters.Cost(_candidate.AsSpan(1, _rowBytes));
        if (candidateCost < cost)
        {
            _candidate[0] = filter;
            (_best, _candidate) = (_candidate, _best);
            cost = candidateCost;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (byte[] rented in (byte[][])[_row, _above, _best, _candidate])
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        (_row, _above, _best, _candidate) = ([], [], [], []);
    }
}
