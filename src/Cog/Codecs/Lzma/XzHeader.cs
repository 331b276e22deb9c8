namespace Cog.Codecs.Lzma;

/// <summary>The stream header and the first block's header of an xz stream (the .xz file format, sections 2.1.1 and 3.1).</summary>
/// <remarks>
/// FD 37 7A 58 5A 00, two bytes of flags, CRC-32; then the block header: a byte, its size / 4 - 1; flags (bits 0-1 the number of filters
/// less one, bit 6 a compressed and bit 7 an uncompressed size follow); for each filter its id, the size of its properties, and those;
/// padding; CRC-32.
/// </remarks>
/// <param name="Length">Where LZMA2 data begins.</param>
/// <param name="DeltaDistance">1 to 256; 0 without a delta filter.</param>
internal readonly record struct XzHeader(int Length, int DeltaDistance)
{
    private const int StreamHeaderSize = 12;
    private const ulong Delta = 0x03;
    private const ulong Lzma2 = 0x21;

    /// <summary>Parses both headers.</summary>
    /// <exception cref="UnsupportedTiffException">Other filters than one delta at most and LZMA2.</exception>
    public static XzHeader Read(ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith<byte>([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]))
        {
            throw new InvalidTiffException("The LZMA block is not an xz stream: it does not start with FD 37 7A 58 5A 00.");
        }

        if (source.Length <= StreamHeaderSize || source[StreamHeaderSize] == 0)
        {
            throw new InvalidTiffException($"The xz stream of {source.Length} bytes has no block.");
        }

        int size = (source[StreamHeaderSize] + 1) * 4;
        if (size > source.Length - StreamHeaderSize)
        {
            throw new InvalidTiffException($"The xz block header needs {size} bytes, have {source.Length - StreamHeaderSize}.");
        }

        ReadOnlySpan<byte> header = source.Slice(StreamHeaderSize + 1, size - 5); // Without its size and its CRC.
        int flags = header[0];
        header = header[1..];
        if ((flags & 0x40) != 0)
        {
            ReadNumber(ref header);
        }

        if ((flags & 0x80) != 0)
        {
            ReadNumber(ref header);
        }

        int distance = 0,
            filters = (flags & 3) + 1;
        for (int i = 0; i < filters; i++)
        {
            ulong id = ReadNumber(ref header),
                propertyBytes = ReadNumber(ref header);
            bool isLast = i == filters - 1;
            if (propertyBytes != 1 || header.IsEmpty || id != (isLast ? Lzma2 : Delta) || (!isLast && distance > 0))
            {
                throw new UnsupportedTiffException(
                    $"xz filter {id:X} in place {i + 1} of {filters} is not supported; LZMA2, and delta before it, are."
                );
            }

            distance = isLast ? distance : header[0] + 1;
            header = header[1..];
        }

        return new(StreamHeaderSize + size, distance);
    }

    /// <summary>Section 1.2: seven bits a byte, the lowest first; the high bit says that more follow.</summary>
    private static ulong ReadNumber(ref ReadOnlySpan<byte> header)
    {
        ulong number = 0;
        for (int i = 0; i < 9 && i < header.Length; i++)
        {
            number |= (ulong)(header[i] & 0x7F) << (7 * i);
            if ((header[i] & 0x80) == 0)
            {
                header = header[(i + 1)..];
                return number;
            }
        }

        throw new InvalidTiffException("A number in the xz block header has no end.");
    }
}
