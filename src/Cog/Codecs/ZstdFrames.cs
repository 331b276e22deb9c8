namespace Cog.Codecs;

/// <summary>What frames of Zstandard decode to at most, from the sizes of their blocks alone (RFC 8878 section 3.1.1).</summary>
internal static class ZstdFrames
{
    private const uint Magic = 0xFD2FB528,
        FirstSkippable = 0x184D2A50;

    private const int MostBlockBytes = 128 << 10;

    /// <summary>Adds up blocks, as far as they follow one another as they should.</summary>
    /// <param name="source">Frames, one behind the other.</param>
    /// <param name="interruption">Asked between blocks.</param>
    public static long MostBytes(ReadOnlySpan<byte> source, Interruption interruption)
    {
        long most = 0;
        while (source.Length >= 5)
        {
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            if ((magic & ~0xFu) == FirstSkippable)
            {
                source = source.Length >= 8 ? From(source, 8L + BinaryPrimitives.ReadUInt32LittleEndian(source[4..])) : default;
                continue;
            }

            if (magic != Magic)
            {
                break;
            }

            byte descriptor = source[4];
            source = From(source, 5 + FieldBytes(descriptor));
            if (!TryAddBlocks(ref source, interruption, ref most))
            {
                break;
            }

            bool hasChecksum = (descriptor & 4) != 0;
            source = From(source, hasChecksum ? 4 : 0);
        }

        return most;
    }

    // Section 3.1.1.1: a window descriptor, unless the frame is a single segment; the dictionary's number; the content's size.
    private static int FieldBytes(byte descriptor)
    {
        bool isSingle = (descriptor & 0x20) != 0;
        int dictionary = (descriptor & 3) switch
            {
                3 => 4,
                var bytes => bytes,
            },
            size = (descriptor >> 6) switch
            {
                0 => isSingle ? 1 : 0,
                var power => 1 << power,
            };
        return (isSingle ? 0 : 1) + dictionary + size;
    }

    // Section 3.1.1.2: bit 0 says that it is the last, bits 1 and 2 how it is stored, the others how large it is.
    private static bool TryAddBlocks(ref ReadOnlySpan<byte> source, Interruption interruption, ref long most)
    {
        for (int blocks = 0; source.Length >= 3; blocks++)
        {
            if (blocks % 4096 == 0)
            {
                interruption.ThrowIfRequested();
            }

            int header = source[0] | (source[1] << 8) | (source[2] << 16),
                size = header >> 3;
            (int stored, int decoded) = ((header >> 1) & 3) switch
            {
                0 => (size, size),
                1 => (1, size),
                2 => (size, MostBlockBytes),
                _ => (int.MaxValue, 0),
            };
            if (stored > source.Length - 3)
            {
                return false;
            }

            most += Math.Min(decoded, MostBlockBytes);
            source = source[(3 + stored)..];
            if ((header & 1) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> From(ReadOnlySpan<byte> source, long start) =>
        start <= source.Length ? source[(int)start..] : default;
}
