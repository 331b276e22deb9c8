namespace Cog.Codecs.Lerc;

/// <summary>
/// An array of unsigned integers in as few bits each as the greatest needs, perhaps as indices into a table of the values that occur.
/// </summary>
/// <remarks>
/// One byte: bits 0-4 the width, bit 5 a table follows, bits 6-7 the size of the count (0: four bytes, 1: two, 2: one); the count; with a
/// table one byte, its size with the value 0 that is not stored, its values in the width, and then indices in the width that the size asks
/// for. From version 3 on the low bits come first; in version 2 the high bits of each 32-bit word, the last word without its unused low
/// bytes.
/// </remarks>
internal static class StuffedIntegers
{
    private const int MaxTableSize = 256;

    /// <summary>Reads an array.</summary>
    /// <param name="reader">At its first byte.</param>
    /// <param name="version">The blob's.</param>
    /// <param name="integers">Room for the most integers there may be.</param>
    /// <returns>How many there are.</returns>
    public static int Read(ref LercReader reader, int version, scoped Span<uint> integers)
    {
        int head = reader.Byte();
        int width = head & 31;
        long count = (head >> 6) switch
        {
            0 => reader.UInt32(),
            1 => (ushort)reader.Int16(),
            2 => reader.Byte(),
            _ => throw new InvalidTiffException("LERC: bits 6 and 7 of an array's head are both set."),
        };

        if (count > integers.Length)
        {
            throw new InvalidTiffException($"A LERC array has {count} integers, expected at most {integers.Length}.");
        }

        integers = integers[..(int)count];
        if ((head & 32) == 0)
        {
            Unstuff(ref reader, version, width, integers);
        }
        else
        {
            ReadByTable(ref reader, version, width, integers);
        }

        return integers.Length;
    }

    private static void ReadByTable(ref LercReader reader, int version, int width, scoped Span<uint> integers)
    {
        int tableSize = reader.Byte();
        if (width == 0 || tableSize < 2)
        {
            throw new InvalidTiffException($"A LERC table of {tableSize} values of {width} bits holds nothing.");
        }

        Span<uint> table = stackalloc uint[MaxTableSize];
        table = table[..tableSize];
        table[0] = 0;
        Unstuff(ref reader, version, width, table[1..]);

        int indexWidth = 32 - int.LeadingZeroCount(tableSize - 1);
        Unstuff(ref reader, version, indexWidth, integers);
        foreach (ref uint integer in integers)
        {
            integer =
                integer < (uint)table.Length
                    ? table[(int)integer]
                    : throw new InvalidTiffException($"LERC index {integer} is not in its table of {table.Length} values.");
        }
    }

    private static void Unstuff(ref LercReader reader, int version, int width, scoped Span<uint> integers)
    {
        ReadOnlySpan<byte> bytes = reader.Rest; // Also what follows: a word may be read past the array's end, up to the blob's.
        long byteCount = (((long)integers.Length * width) + 7) / 8;
        reader.Take(byteCount);

        if (width == 0)
        {
            integers.Clear();
        }
        else if (version >= 3)
        {
            UnstuffLowBitFirst(bytes, width, integers);
        }
        else
        {
            UnstuffHighBitFirst(bytes[..(int)byteCount], width, integers);
        }
    }

    private static void UnstuffLowBitFirst(ReadOnlySpan<byte> bytes, int width, scoped Span<uint> integers)
    {
        uint mask = (1u << width) - 1;
        long bit = 0;
        int i = 0;

        // Unchecked reads, as the loop is made to end before a word that the blob does not hold: a check for each costs a third of the
        // time.
        long safe = bytes.Length < sizeof(ulong) ? 0 : Math.Min(integers.Length, ((((long)bytes.Length - sizeof(ulong)) * 8) / width) + 1);
        ref byte from = ref MemoryMarshal.GetReference(bytes);
        for (; i < safe; i++, bit += width)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, (nint)(bit >> 3)));
            word = BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
            integers[i] = (uint)(word >> (int)(bit & 7)) & mask;
        }

        for (; i < integers.Length; i++, bit += width)
        {
            ulong word = 0;
            for (int at = bytes.Length - 1; at >= bit >> 3; at--)
            {
                word = (word << 8) | bytes[at];
            }

            integers[i] = (uint)(word >> (int)(bit & 7)) & mask;
        }
    }

    private static void UnstuffHighBitFirst(ReadOnlySpan<byte> bytes, int width, scoped Span<uint> integers)
    {
        long bit = 0;
        foreach (ref uint integer in integers)
        {
            ulong two = ((ulong)Word(bytes, bit >> 5) << 32) | Word(bytes, (bit >> 5) + 1);
            integer = (uint)(two << (int)(bit & 31) >> (64 - width));
            bit += width;
        }
    }

    /// <summary>A word; the last one lacks its low bytes, not its high ones.</summary>
    private static uint Word(ReadOnlySpan<byte> bytes, long index)
    {
        ReadOnlySpan<byte> rest = bytes[(int)Math.Min(index * 4, bytes.Length)..];
        if (rest.Length >= 4)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(rest);
        }

        uint word = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            word = (word << 8) | rest[i];
        }

        return rest.IsEmpty ? 0 : word << (8 * (4 - rest.Length));
    }
}
