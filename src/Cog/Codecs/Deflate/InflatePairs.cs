using static Cog.Codecs.Deflate.InflateTables;

namespace Cog.Codecs.Deflate;

/// <summary>Entries of <see cref="InflateTables"/> that stand for two literals.</summary>
internal static class InflatePairs
{
    // Of 2048 places in the stream, at how many two literals must follow each other within 11 bits for the pairs to be worth their making.
    // Measured: noisy imagery has 1000 and more and gains 10 to 40 %, most data have fewer than 700 and lose up to 5 %.
    private const int PairsFrom = 850;

    /// <summary>Whether pairs of literals with such codes are worth their making.</summary>
    /// <param name="lengths">Bits of each literal's code. A code of n bits makes up 2^-n of a stream that it suits.</param>
    public static bool AreCommon(ReadOnlySpan<byte> lengths)
    {
        Span<int> counts = stackalloc int[MaxCodeBits + 1];
        counts.Clear();
        foreach (byte length in lengths)
        {
            counts[length]++;
        }

        int pairs = 0;
        for (int first = 1; first < LiteralBits; first++)
        {
            for (int second = 1; second <= LiteralBits - first; second++)
            {
                pairs += (counts[first] * counts[second]) << (LiteralBits - first - second);
            }
        }

        return pairs > PairsFrom;
    }

    /// <summary>Where the bits behind a literal are another's whole code, makes one entry that writes both.</summary>
    public static void Put(Span<uint> table)
    {
        // From the end on, so that what is looked up, which stands before what is written, is still single.
        for (int i = table.Length - 1; i >= 0; i--)
        {
            uint first = table[i];
            if ((int)first < 0)
            {
                int length = (int)first & 63;
                uint second = table[i >> length];
                int both = length + ((int)second & 63);
                if ((int)second < 0 && both <= LiteralBits)
                {
                    table[i] =
                        IsLiteral
                        | (first & ((0xFu << LiteralLengthShift) | (0xFFu << LiteralShift)))
                        | (2u << LiteralCountShift)
                        | ((second & (0xFFu << LiteralShift)) << 8)
                        | (uint)both;
                }
            }
        }
    }
}
