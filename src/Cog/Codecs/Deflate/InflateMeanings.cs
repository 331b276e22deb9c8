using static Cog.Codecs.Deflate.InflateTables;

namespace Cog.Codecs.Deflate;

/// <summary>
/// What symbols mean (RFC 1951 section 3.2.5), as entries of <see cref="InflateTables"/> without their codes: the extra bits of a length or
/// distance stand in the low byte, to which those of the code are added.
/// </summary>
internal static class InflateMeanings
{
    /// <summary>Of literals, the end of a block, and lengths.</summary>
    public static uint[] Literals { get; } = OfLiterals();

    /// <summary>Of distances.</summary>
    public static uint[] Distances { get; } = OfDistances();

    private static uint[] OfLiterals()
    {
        uint[] meanings = new uint[LiteralCodes];
        for (uint literal = 0; literal < EndOfBlock; literal++)
        {
            meanings[literal] = IsLiteral | (literal << LiteralShift) | (1u << LiteralCountShift);
        }

        meanings[EndOfBlock] = IsSpecial | IsEnd;
        uint value = 3;
        for (int code = 257; code <= 284; code++)
        {
            int extra = code < 265 ? 0 : (code - 261) / 4;
            meanings[code] = (value << ValueShift) | (uint)extra;
            value += 1u << extra;
        }

        meanings[285] = 258u << ValueShift;
        meanings[286] = meanings[287] = IsSpecial;
        return meanings;
    }

    private static uint[] OfDistances()
    {
        uint[] meanings = new uint[DistanceCodes];
        uint value = 1;
        for (int code = 0; code < 30; code++)
        {
            int extra = code < 4 ? 0 : (code - 2) / 2;
            meanings[code] = (value << ValueShift) | (uint)extra;
            value += 1u << extra;
        }

        meanings[30] = meanings[31] = IsSpecial;
        return meanings;
    }
}
