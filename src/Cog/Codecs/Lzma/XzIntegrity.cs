using System.Security.Cryptography;

namespace Cog.Codecs.Lzma;

/// <summary>
/// What an xz stream says of itself beside its data (the .xz file format 1.2.1): CRC-32 of its headers, the check of its block, its end.
/// </summary>
/// <remarks>
/// Behind the LZMA2 data: a byte 0, padding to a multiple of four bytes, the check of the decoded bytes, whose kind the stream header says;
/// the index;
/// the footer of twelve bytes: CRC-32, size of the index / 4 - 1, flags, "YZ". Fixed numbers are little endian.
/// </remarks>
internal static class XzIntegrity
{
    private const int StreamHeaderSize = 12;
    private const int CheckCrc32 = 1,
        CheckCrc64 = 4,
        CheckSha256 = 10;

    // Sections 2.1.1.2 and 5.1: reflected polynomials of IEEE 802.3 and ECMA-182.
    private static readonly ulong[] s_crc32 = TableOf(0xEDB88320);
    private static readonly ulong[] s_crc64 = TableOf(0xC96C5795D7870F42);

    /// <summary>Checks both headers, which <see cref="XzHeader.Read"/> makes sense of.</summary>
    /// <exception cref="InvalidTiffException">Their CRC-32 is another.</exception>
    public static void CheckHeaders(ReadOnlySpan<byte> source)
    {
        _ = XzHeader.Read(source);
        CheckCrc("stream header", source[6..8], source[8..]);
        int size = (source[StreamHeaderSize] + 1) * 4;
        ReadOnlySpan<byte> block = source.Slice(StreamHeaderSize, size);
        CheckCrc("block header", block[..^4], block[^4..]);
    }

    /// <summary>
    /// Checks what follows the data. A stream that goes on behind the block, whose decoded bytes are not all known, has no check to
    /// compare.
    /// </summary>
    /// <param name="source">The stream.</param>
    /// <param name="dataEnd">Where its last chunk that was read ends.</param>
    /// <param name="decoded">What it decodes to.</param>
    /// <exception cref="InvalidTiffException">A check is missing or another.</exception>
    public static void CheckRest(ReadOnlySpan<byte> source, int dataEnd, ReadOnlySpan<byte> decoded)
    {
        if (dataEnd < source.Length && source[dataEnd] is 1 or 2 or >= 0x80)
        {
            return; // Another chunk.
        }

        int at = (dataEnd + 1 + 3) & ~3; // Headers are multiples of four bytes long, so that the stream's start serves for the block's.
        if (Slice(source, dataEnd, at - dataEnd, "end of data").ContainsAnyExcept((byte)0))
        {
            throw new InvalidTiffException($"LZMA2 data ends with {Convert.ToHexString(source[dataEnd..at])}, expected zeros.");
        }

        int size = CheckSizeOf(source[7] & 0xF);
        ReadOnlySpan<byte> check = Slice(source, at, size, "block check"),
            expected = CheckOf(source[7] & 0xF, decoded, stackalloc byte[SHA256.HashSizeInBytes]);
        ulong declared = CheckEnd(source, at + size);
        if (declared == (ulong)decoded.Length && !expected.IsEmpty && !check.SequenceEqual(expected))
        {
            throw new InvalidTiffException(
                $"The xz block's check is {Convert.ToHexString(expected)}, stored is {Convert.ToHexString(check)}."
            );
        }
    }

    /// <returns>How many bytes the block decodes to, as the index has it.</returns>
    private static ulong CheckEnd(ReadOnlySpan<byte> source, int indexStart)
    {
        int footerStart = indexStart + IndexSize(source, indexStart, out ulong decodedBytes);
        ReadOnlySpan<byte> index = source[indexStart..footerStart],
            footer = Slice(source, footerStart, StreamHeaderSize, "stream footer");
        CheckCrc("index", index[..^4], index[^4..]);
        CheckCrc("stream footer", footer[4..10], footer);
        if (!footer[8..].SequenceEqual<byte>([source[6], source[7], (byte)'Y', (byte)'Z']))
        {
            throw new InvalidTiffException(
                $"The xz stream ends with {Convert.ToHexString(footer[8..])}, expected {source[6]:X2}{source[7]:X2}595A."
            );
        }

        return decodedBytes;
    }

    /// <summary>
    /// Section 4: a byte 0, the number of records, two numbers a record, padding, CRC-32. A stream of one block has one record.
    /// </summary>
    private static int IndexSize(ReadOnlySpan<byte> source, int start, out ulong decodedBytes)
    {
        int at = start;
        if (Slice(source, at, 2, "index") is not [0, 1])
        {
            throw new InvalidTiffException(
                $"The xz index starts with {Convert.ToHexString(source.Slice(start, 2))}, expected 0001: one block."
            );
        }

        at += 2;
        (decodedBytes, int shift) = (0, 0);
        for (int numbers = 0; numbers < 2; at++)
        {
            // Section 1.2: seven bits a byte, the lowest first; the last byte of a number has its high bit clear.
            byte value = Slice(source, at, 1, "index")[0];
            decodedBytes |= (ulong)(value & 0x7F) << shift;
            shift += 7;
            if ((value & 0x80) == 0 && ++numbers == 1)
            {
                (decodedBytes, shift) = (0, 0); // The first number is the block's stored size.
            }
        }

        int size = ((at - start + 3) & ~3) + 4;
        return Slice(source, start, size, "index").Length;
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> source, int at, int length, string what) =>
        at + (long)length <= source.Length
            ? source.Slice(at, length)
            : throw new InvalidTiffException($"The xz stream of {source.Length} bytes ends before its {what} of {length} bytes at {at}.");

    private static void CheckCrc(string what, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> stored)
    {
        uint sum = (uint)Crc(s_crc32, bytes, uint.MaxValue),
            said = BinaryPrimitives.ReadUInt32LittleEndian(stored);
        if (sum != said)
        {
            throw new InvalidTiffException($"The CRC-32 of the xz {what} is {sum:X8}, stored is {said:X8}.");
        }
    }

    // Section 2.1.1.2.
    private static int CheckSizeOf(int kind) =>
        kind switch
        {
            0 => 0,
            <= 3 => 4,
            <= 6 => 8,
            <= 9 => 16,
            <= 12 => 32,
            _ => 64,
        };

    /// <returns>Empty for none, and for kinds that are reserved.</returns>
    private static ReadOnlySpan<byte> CheckOf(int kind, ReadOnlySpan<byte> decoded, Span<byte> to)
    {
        switch (kind)
        {
            case CheckCrc32:
                BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)Crc(s_crc32, decoded, uint.MaxValue));
                return to[..4];
            case CheckCrc64:
                BinaryPrimitives.WriteUInt64LittleEndian(to, Crc(s_crc64, decoded, ulong.MaxValue));
                return to[..8];
            case CheckSha256:
                return to[..SHA256.HashData(decoded, to)];
            default:
                return default;
        }
    }

    private static ulong Crc(ulong[] table, ReadOnlySpan<byte> bytes, ulong ones)
    {
        ulong crc = ones;
        foreach (byte value in bytes)
        {
            crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc ^ ones;
    }

    private static ulong[] TableOf(ulong polynomial)
    {
        var table = new ulong[256];
        for (int i = 0; i < table.Length; i++)
        {
            ulong crc = (ulong)i;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
            }

            table[i] = crc;
        }

        return table;
    }
}
