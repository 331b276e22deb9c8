using System.Buffers;
using Cog.Codecs.Ccitt;

namespace Cog.Codecs;

/// <summary>CCITT bilevel codings: Compression 2 (modified Huffman, TIFF 6.0 section 10), 3 and 4 (T.4 and T.6, section 11).</summary>
/// <remarks>
/// Ones are black whatever PhotometricInterpretation says, as in libtiff. Rows after an early end of block stay as they are; a code that
/// does not exist, or data that just stops, is an error.
/// </remarks>
internal sealed class FaxCodec : IBlockCodec
{
    // A row may change its colour at every pixel, and a change takes 32 times the memory of one: no page is as wide as this.
    private const int MaxWidth = 1 << 20;

    private const uint TwoDimensional = 1; // T4Options, bit 0.

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        if (layout.BitsPerSample != 1 || layout.SamplesPerPixel != 1)
        {
            throw new UnsupportedTiffException(
                $"{layout.Compression} of {layout.SamplesPerPixel} samples of {layout.BitsPerSample} bits is not supported; one of one "
                    + "bit is."
            );
        }

        if (layout.Width > MaxWidth)
        {
            throw new UnsupportedTiffException($"A fax row of {layout.Width} pixels is not supported; {MaxWidth} are.");
        }

        destination.Clear(); // Only black is written.
        int length = FaxRows.BufferLength(layout.Width);
        int[] rented = ArrayPool<int>.Shared.Rent(2 * length);
        try
        {
            var reader = new FaxReader(source) { Interruption = layout.Interruption };
            var rows = new FaxRows(layout.Width, rented.AsSpan(0, 2 * length));
            int rowBytes = (int)layout.RowBytes,
                rowsAtOnce = Math.Max(1, Interruption.Interval / 16 / layout.Width);
            for (int y = 0; y < layout.Height && TryReadRow(ref reader, ref rows, layout, y); y++)
            {
                if (y % rowsAtOnce == 0)
                {
                    layout.Interruption.ThrowIfRequested();
                }

                rows.Write(destination.Slice(y * rowBytes, rowBytes));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static bool TryReadRow(ref FaxReader reader, ref FaxRows rows, BlockLayout layout, int y)
    {
        bool isRead = layout.Compression switch
        {
            Compression.CcittRle => ReadAligned(ref reader, ref rows),
            Compression.CcittFax3 => TryReadFax3(ref reader, ref rows, (layout.FaxOptions & TwoDimensional) != 0),
            _ => rows.ReadTwoDimensional(ref reader),
        };

        return reader.IsPastEnd || (!isRead && y == 0)
            ? throw new InvalidTiffException($"Fax data ends in row {y} of {layout.Height}.")
            : isRead;
    }

    private static bool ReadAligned(ref FaxReader reader, ref FaxRows rows)
    {
        rows.ReadOneDimensional(ref reader);
        reader.SkipToByte();
        return true;
    }

    /// <summary>
    /// T.4: an end of line before each row, then, in two-dimensional coding, a bit that says which coding the row has; six of them end the
    /// page.
    /// </summary>
    private static bool TryReadFax3(ref FaxReader reader, ref FaxRows rows, bool isTwoDimensional)
    {
        bool hasEndOfLine = reader.TrySkipEndOfLine();
        if (isTwoDimensional && !hasEndOfLine)
        {
            throw new InvalidTiffException("A row of a two-dimensional fax has no end of line before it, and so no sign of its coding.");
        }

        bool isOneDimensional = !isTwoDimensional || reader.Bit() == 1;
        if (hasEndOfLine && reader.TrySkipEndOfLine())
        {
            return false;
        }

        if (!isOneDimensional)
        {
            return rows.ReadTwoDimensional(ref reader);
        }

        rows.ReadOneDimensional(ref reader);
        return true;
    }
}
