namespace Cog.Codecs.Deflate;

/// <summary>
/// The decoding tables of one block: what the next bits of the stream mean (RFC 1951 section 3.2). Both stand in one array: literals and
/// lengths first, distances from <see cref="DistanceStart"/>.
/// </summary>
/// <remarks>
/// An entry has 32 bits. In the lowest eight: how many bits of the stream the code and its extra bits take together. Then, of a length or
/// distance, the bits of the code alone, behind which the extra bits begin (4 bits), flags, and from <see cref="ValueShift"/> on its base.
/// Of a literal, the byte, and perhaps that of a second literal whose code follows; how many they are; and the bits of the first one's
/// code. A table is indexed by as many bits as most codes have; a longer code leads to a subtable, whose position then stands for the base,
/// and the bits of its index for those of the code.
/// </remarks>
internal static class InflateTables
{
    public const int LiteralBits = 11,
        DistanceBits = 8;
    public const uint LiteralMask = (1 << LiteralBits) - 1,
        DistanceMask = (1 << DistanceBits) - 1;
    public const int MaxCodeBits = 15;

    /// <summary>Of an entry of a length or distance: where its base begins.</summary>
    public const int ValueShift = 16;

    /// <summary>Of an entry of literals: where the first begins, and the second behind it.</summary>
    public const int LiteralShift = 8;

    /// <summary>Of an entry of literals: where their number stands, 1 or 2, in two bits.</summary>
    public const int LiteralCountShift = 24;

    /// <summary>Of an entry of literals: where the bits of the first one's code stand, in four bits.</summary>
    public const int LiteralLengthShift = 26;

    /// <summary>Of an entry: a literal. The sign bit, which is the cheapest to test.</summary>
    public const uint IsLiteral = 1u << 31;

    /// <summary>Of an entry: not a literal, length or distance, but one of those below, or a code that means nothing.</summary>
    public const uint IsSpecial = 1u << 15;

    /// <summary>Of a special entry: the code goes on in a subtable.</summary>
    public const uint IsSubtable = 1u << 14;

    /// <summary>Of a special entry: the end of the block.</summary>
    public const uint IsEnd = 1u << 13;

    public const int LiteralCodes = 288,
        DistanceCodes = 32,
        EndOfBlock = 256;

    // What a complete code can need at most, with its subtables: zlib's examples/enough.c, for 288 symbols and 11 bits, 32 symbols and 8
    // bits.
    private const int LiteralSize = 2342,
        DistanceSize = 402;

    /// <summary>Where the distances begin.</summary>
    public const int DistanceStart = LiteralSize;

    /// <summary>Entries of both tables.</summary>
    public const int Size = LiteralSize + DistanceSize;

    /// <summary>Fills the table of literals and lengths.</summary>
    /// <param name="lengths">Bits of each symbol's code, 0 for none; at most 288.</param>
    /// <param name="tables">All of <see cref="Size"/>.</param>
    /// <param name="hasPairs">Whether entries may write two literals.</param>
    /// <returns>False when there is no such code.</returns>
    public static bool FillLiterals(ReadOnlySpan<byte> lengths, Span<uint> tables, out bool hasPairs)
    {
        hasPairs = false;
        if (!Fill(lengths, InflateMeanings.Literals, tables[..LiteralSize], LiteralBits, 0))
        {
            return false;
        }

        hasPairs = InflatePairs.AreCommon(lengths[..EndOfBlock]);
        if (hasPairs)
        {
            InflatePairs.Put(tables[..(1 << LiteralBits)]);
        }

        return true;
    }

    /// <summary>Fills the table of distances, at most 32, as <see cref="FillLiterals"/>.</summary>
    public static bool FillDistances(ReadOnlySpan<byte> lengths, Span<uint> tables) =>
        Fill(lengths, InflateMeanings.Distances, tables.Slice(DistanceStart, DistanceSize), DistanceBits, DistanceStart);

    /// <summary>A code of at most 7 bits, whose entries hold the symbol: that of the code lengths themselves.</summary>
    public static bool FillSymbols(ReadOnlySpan<byte> lengths, Span<uint> table)
    {
        Span<uint> symbols = stackalloc uint[lengths.Length];
        for (int i = 0; i < symbols.Length; i++)
        {
            symbols[i] = (uint)i << ValueShift;
        }

        // A lone code of one bit may stand for a literal or a distance, not here.
        return Fill(lengths, symbols, table, BitOperations.Log2((uint)table.Length), 0, allowsLone: false);
    }

    // Of codes that are not complete, zlib takes that of a single bit, and that of no symbol: a bit without meaning is an error when it
    // comes.
    private static bool Fill(
        ReadOnlySpan<byte> lengths,
        ReadOnlySpan<uint> meanings,
        Span<uint> table,
        int tableBits,
        int tableStart,
        bool allowsLone = true
    )
    {
        Span<int> counts = stackalloc int[MaxCodeBits + 1];
        counts.Clear();
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        int left = 1,
            longest = 0;
        Span<int> places = stackalloc int[MaxCodeBits + 2];
        places[1] = 0;
        for (int length = 1; length <= MaxCodeBits; length++)
        {
            left = (left << 1) - counts[length];
            if (left < 0)
            {
                return false;
            }

            places[length + 1] = places[length] + counts[length];
            longest = counts[length] > 0 ? length : longest;
        }

        if (left > 0)
        {
            if (longest > 1 || (longest == 1 && !allowsLone))
            {
                return false;
            }

            uint none = Entry(IsSpecial, 1),
                lone = longest == 1 ? Entry(meanings[lengths.IndexOf((byte)1)], 1) : none;
            for (int i = 0; i < 1 << tableBits; i += 2)
            {
                (table[i], table[i + 1]) = (lone, none);
            }

            return true;
        }

        // By length, then by symbol: the order in which codes are given (section 3.2.2).
        Span<ushort> sorted = stackalloc ushort[LiteralCodes];
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] > 0)
            {
                sorted[places[lengths[symbol]]++] = (ushort)symbol;
            }
        }

        FillComplete(counts, sorted, meanings, table, (tableBits, tableStart));
        return true;
    }

    // Codes stand in the stream with their first bit lowest, so the next code in order is the last one counted up from its high end. The
    // table is doubled each time that codes become longer: what is there already means the same, whatever bit follows.
    private static void FillComplete(
        ReadOnlySpan<int> counts,
        ReadOnlySpan<ushort> sorted,
        ReadOnlySpan<uint> meanings,
        Span<uint> table,
        (int Bits, int Start) shape
    )
    {
        int length = 1;
        while (counts[length] == 0)
        {
            length++;
        }

        int left = counts[length],
            next = 0,
            end = 1 << Math.Min(length, shape.Bits),
            code = 0,
            subtable = 0,
            prefix = -1;
        while (true)
        {
            if (length <= shape.Bits)
            {
                table[code] = Entry(meanings[sorted[next++]], length);
            }
            else
            {
                int low = code & ((1 << shape.Bits) - 1);
                if (low != prefix)
                {
                    // As many bits as the codes take that begin alike.
                    prefix = low;
                    subtable = end;
                    int bits = length - shape.Bits;
                    for (int used = left; used < 1 << bits; used = (used << 1) + counts[shape.Bits + bits])
                    {
                        bits++;
                    }

                    end += 1 << bits;
                    table[low] =
                        ((uint)(shape.Start + subtable) << ValueShift) | IsSpecial | IsSubtable | ((uint)bits << 8) | (uint)shape.Bits;
                }

                uint entry = Entry(meanings[sorted[next++]], length - shape.Bits);
                for (int i = subtable + (code >> shape.Bits); i < end; i += 1 << (length - shape.Bits))
                {
                    table[i] = entry;
                }
            }

            int last = (1 << length) - 1;
            if (code == last)
            {
                break;
            }

            int highest = 1 << BitOperations.Log2((uint)(code ^ last));
            code = (code & (highest - 1)) | highest;
            if (--left == 0)
            {
                do
                {
                    length++;
                    if (length <= shape.Bits)
                    {
                        table[..end].CopyTo(table[end..]);
                        end <<= 1;
                    }
                } while ((left = counts[length]) == 0);
            }
        }

        for (; length < shape.Bits; length++)
        {
            table[..end].CopyTo(table[end..]);
            end <<= 1;
        }
    }

    private static uint Entry(uint meaning, int length) =>
        meaning + (uint)length + ((uint)length << ((int)meaning < 0 ? LiteralLengthShift : 8));
}
