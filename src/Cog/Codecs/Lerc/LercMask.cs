namespace Cog.Codecs.Lerc;

/// <summary>Which pixels of a blob have a value: one bit each, the high bit first, rows end to end.</summary>
/// <param name="bits">The bits; empty when all pixels are valid.</param>
internal readonly ref struct LercMask(ReadOnlySpan<byte> bits)
{
    private readonly ReadOnlySpan<byte> _bits = bits;

    public bool IsAllValid => _bits.IsEmpty;

    public bool IsValid(int pixel) => _bits.IsEmpty || (_bits[pixel >> 3] & (0x80 >> (pixel & 7))) != 0;

    /// <summary>
    /// Reads the mask of a blob: an int32 count of bytes, then runs: an int16 n > 0 and n bytes, or n &lt; 0 and a byte that comes -n
    /// times; -32768 ends.
    /// </summary>
    /// <param name="reader">Behind the header.</param>
    /// <param name="header">Says how many pixels are valid: without any, or with all, nothing is stored.</param>
    /// <param name="buffer">A bit for every pixel, used when needed.</param>
    public static LercMask Read(scoped ref LercReader reader, LercHeader header, Span<byte> buffer)
    {
        int byteCount = reader.Int32();
        int pixels = header.Rows * header.Columns;
        bool isTrivial = header.ValidPixels == 0 || header.ValidPixels == pixels;

        if (byteCount < 0 || (isTrivial && byteCount > 0) || (!isTrivial && byteCount == 0))
        {
            throw new InvalidTiffException($"A LERC mask of {byteCount} bytes does not fit {header.ValidPixels} valid of {pixels} pixels.");
        }

        if (header.ValidPixels == pixels)
        {
            return default;
        }

        buffer = buffer[..((pixels + 7) / 8)];
        if (isTrivial)
        {
            buffer.Clear();
            return new(buffer);
        }

        var runs = new LercReader(reader.Take(byteCount));
        Span<byte> rest = buffer;
        for (int count = runs.Int16(); count != short.MinValue; count = runs.Int16())
        {
            if (Math.Abs(count) > rest.Length)
            {
                throw new InvalidTiffException(
                    $"A LERC mask run of {Math.Abs(count)} bytes overruns the mask by {Math.Abs(count) - rest.Length}."
                );
            }

            if (count > 0)
            {
                runs.Take(count).CopyTo(rest);
            }
            else
            {
                rest[..-count].Fill(runs.Byte());
            }

            rest = rest[Math.Abs(count)..];
        }

        return rest.IsEmpty ? new(buffer) : throw new InvalidTiffException($"The LERC mask ends {rest.Length} bytes early.");
    }
}
