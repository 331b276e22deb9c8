namespace Cog.Codecs.WebP.Lossless;

/// <summary>Reads prefix codes (WebP lossless specification, section 6.2.1) into tables.</summary>
internal static class PrefixCodeReader
{
    /// <summary>Symbols of green beside the 256 values: prefixes of lengths. The colour cache's places follow.</summary>
    public const int LengthPrefixes = 24;

    private const int DistancePrefixes = 40,
        LengthCodes = 19,
        Values = 256,
        MaxAlphabet = Values + LengthPrefixes + (1 << ColorCache.MaxBits);

    private static ReadOnlySpan<byte> LengthCodeOrder => [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>Reads a group of five codes.</summary>
    /// <param name="bits">The stream.</param>
    /// <param name="tables">Receives the codes' tables.</param>
    /// <param name="cacheBits">Of the colour cache; 0 when there is none.</param>
    public static PrefixGroup ReadGroup(ref LosslessBits bits, PrefixTables tables, int cacheBits)
    {
        Span<byte> lengths = stackalloc byte[MaxAlphabet];
        PrefixCode green = Read(ref bits, tables, lengths[..(Values + LengthPrefixes + (cacheBits > 0 ? 1 << cacheBits : 0))]),
            red = Read(ref bits, tables, lengths[..Values]),
            blue = Read(ref bits, tables, lengths[..Values]),
            alpha = Read(ref bits, tables, lengths[..Values]),
            distance = Read(ref bits, tables, lengths[..DistancePrefixes]);
        return new()
        {
            Green = green,
            Red = red,
            Blue = blue,
            Alpha = alpha,
            Distance = distance,
            Constant = Constant(red, 16, tables) | Constant(blue, 0, tables) | Constant(alpha, 24, tables),
        };
    }

    private static uint Constant(PrefixCode code, int shift, PrefixTables tables) =>
        code.IsConstant ? (uint)(tables.Entries[code.Offset] >> 4) << shift : 0;

    private static PrefixCode Read(ref LosslessBits bits, PrefixTables tables, scoped Span<byte> lengths)
    {
        lengths.Clear();
        if (bits.ReadFlag())
        {
            ReadSimple(ref bits, lengths);
        }
        else
        {
            ReadNormal(ref bits, tables, lengths);
        }

        bits.ThrowIfPastEnd();
        return tables.Build(lengths);
    }

    // One or two symbols, each with a code of one bit. A distance may be named that there is none of.
    private static void ReadSimple(ref LosslessBits bits, scoped Span<byte> lengths)
    {
        bool hasTwo = bits.ReadFlag();
        int first = (int)bits.Read(bits.ReadFlag() ? 8 : 1);
        if (first < lengths.Length)
        {
            lengths[first] = 1;
        }

        if (hasTwo && (int)bits.Read(8) is int second && second < lengths.Length)
        {
            lengths[second] = 1;
        }
    }

    private static void ReadNormal(ref LosslessBits bits, PrefixTables tables, scoped Span<byte> lengths)
    {
        Span<byte> lengthLengths = stackalloc byte[LengthCodes];
        lengthLengths.Clear();
        int count = 4 + (int)bits.Read(4);
        foreach (byte code in LengthCodeOrder[..count])
        {
            lengthLengths[code] = (byte)bits.Read(3);
        }

        int before = tables.Length;
        PrefixCode lengthCode = tables.Build(lengthLengths);
        int symbols = lengths.Length;
        if (bits.ReadFlag())
        {
            symbols = 2 + (int)bits.Read(2 + (2 * (int)bits.Read(3)));
            if (symbols > lengths.Length)
            {
                throw new InvalidTiffException(
                    $"The lossless WebP stream has {symbols} code lengths for a prefix code of {lengths.Length} symbols."
                );
            }
        }

        // Repetitions count as one.
        byte previous = 8;
        for (int symbol = 0; symbol < lengths.Length && symbols > 0; symbols--)
        {
            bits.Fill();
            ushort entry = tables.Entries[lengthCode.Offset + (int)((uint)bits.Buffer & lengthCode.Mask)];
            bits.Read(entry & 15);
            int value = entry >> 4;
            if (value < 16)
            {
                lengths[symbol++] = (byte)value;
                previous = value != 0 ? (byte)value : previous;
                continue;
            }

            int repeat = value switch
            {
                16 => 3 + (int)bits.Read(2),
                17 => 3 + (int)bits.Read(3),
                _ => 11 + (int)bits.Read(7),
            };
            if (repeat > lengths.Length - symbol)
            {
                throw new InvalidTiffException(
                    $"The lossless WebP stream repeats a code length {repeat} times for {lengths.Length - symbol} symbols."
                );
            }

            lengths.Slice(symbol, repeat).Fill(value == 16 ? previous : (byte)0);
            symbol += repeat;
        }

        tables.Shrink(before);
    }
}
