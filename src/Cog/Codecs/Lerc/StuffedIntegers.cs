using System.Buffers.Binary;

namespace Cog.Codecs.Lerc;

/// <summary>An array of unsigned integers in as few bits each as the greatest needs, perhaps as indices into a table of the values that occur.</summary>
/// <remarks>
/// One byte: bits 0-4 the width, bit 5 a table follows, bits 6-7 the size of the count (0: four bytes, 1: two, 2: one); the count; with a table
/// one byte, its size with the value 0 that is not stored, its values in the width, and then indices in the width that the size asks for.
/// From version 3 on the low bits come first; in version 2 the high bits of each 32-bit word, the last word without its unused low bytes.
/// </remarks>
internal readonly ref struct StuffedIntegers
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<uint> _table;
    private readonly int _width;
    private readonly long _endOfWords;
    private readonly bool _isHighBitFirst;

    private StuffedIntegers(int count, int width, ReadOnlySpan<byte> bytes, long byteCount, bool isHighBitFirst, ReadOnlySpan<uint> table)
    {
        (Count, _width, _isHighBitFirst) = (count, width, isHighBitFirst);
        _endOfWords = byteCount;
        _bytes = isHighBitFirst ? bytes[..(int)byteCount] : bytes;
        _table = table;
    }

    public int Count { get; }

    /// <summary>The array's value at <paramref name="index"/>, which must be less than <see cref="Count"/>.</summary>
    public uint this[int index]
    {
        get
        {
            uint value = _isHighBitFirst ? ReadHighBitFirst(index) : ReadLowBitFirst(index);
            return _table.IsEmpty ? value
                : value < (uint)_table.Length ? _table[(int)value]
                : throw new InvalidTiffException($"LERC index {value} is not in its table of {_table.Length} values.");
        }
    }

    /// <summary>Reads an array.</summary>
    /// <param name="reader">At its first byte.</param>
    /// <param name="version">The blob's.</param>
    /// <param name="maxCount">The most integers there may be.</param>
    /// <param name="tableBuffer">Room for 256 values of a table.</param>
    public static StuffedIntegers Read(scoped ref LercReader reader, int version, int maxCount, Span<uint> tableBuffer)
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

        if (count > maxCount)
        {
            throw new InvalidTiffException($"A LERC array has {count} integers, expected at most {maxCount}.");
        }

        bool isHighBitFirst = version < 3;
        if ((head & 32) == 0)
        {
            return Stuffed(ref reader, (int)count, width, isHighBitFirst, []);
        }

        int tableSize = reader.Byte();
        if (width == 0 || tableSize < 2)
        {
            throw new InvalidTiffException($"A LERC table of {tableSize} values of {width} bits holds nothing.");
        }

        StuffedIntegers values = Stuffed(ref reader, tableSize - 1, width, isHighBitFirst, []);
        tableBuffer[0] = 0;
        for (int i = 1; i < tableSize; i++)
        {
            tableBuffer[i] = values[i - 1];
        }

        int indexWidth = 32 - int.LeadingZeroCount(tableSize - 1);
        return Stuffed(ref reader, (int)count, indexWidth, isHighBitFirst, tableBuffer[..tableSize]);
    }

    private static StuffedIntegers Stuffed(scoped ref LercReader reader, int count, int width, bool isHighBitFirst, ReadOnlySpan<uint> table)
    {
        ReadOnlySpan<byte> bytes = reader.Rest; // Also what follows: a word may be read past the array's end, up to the blob's.
        long byteCount = (((long)count * width) + 7) / 8;
        reader.Take(byteCount);
        return new(count, width, bytes, byteCount, isHighBitFirst, table);
    }

    private uint ReadLowBitFirst(int index)
    {
        long bit = (long)index * _width;
        int at = (int)(bit >> 3);
        ulong word = 0;
        if (_bytes.Length - at >= sizeof(ulong))
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[at..]);
        }
        else
        {
            for (int i = _bytes.Length - 1; i >= at; i--)
            {
                word = (word << 8) | _bytes[i];
            }
        }

        return (uint)(word >> (int)(bit & 7)) & ((1u << _width) - 1);
    }

    private uint ReadHighBitFirst(int index)
    {
        long bit = (long)index * _width;
        int word = (int)(bit >> 5);
        ulong two = ((ulong)Word(word) << 32) | Word(word + 1);
        return _width == 0 ? 0 : (uint)(two << (int)(bit & 31) >> (64 - _width));
    }

    private uint Word(int index)
    {
        long at = index * 4L;
        uint word = 0;
        for (int i = 3; i >= 0; i--)
        {
            // The last word lacks its low bytes, not its high ones.
            long missing = Math.Max(at + 4 - _endOfWords, 0);
            word = (word << 8) | (i >= missing && at + i - missing < _endOfWords ? _bytes[(int)(at + i - missing)] : 0u);
        }

        return word;
    }
}
