namespace Cog.Codecs.WebP.Lossy;

/// <summary>How strongly the loop filter works on a macroblock (RFC 6386 sections 9.6, 15.1 and 15.2).</summary>
/// <param name="Limit">Of the edges between its subblocks; four more for the macroblock's own. Zero: not at all.</param>
/// <param name="InnerLimit">The largest difference beside an edge that is filtered.</param>
/// <param name="HighVariance">Differences above this are edges of the picture itself.</param>
internal readonly record struct FilterStrength(int Limit, int InnerLimit, int HighVariance)
{
    private const int MaxLevel = 63;

    /// <summary>The strength of a level.</summary>
    /// <param name="level">Of the macroblock, before it is held to 0 to 63.</param>
    /// <param name="sharpness">Sharpness of the frame.</param>
    public static FilterStrength Of(int level, int sharpness)
    {
        level = Math.Clamp(level, 0, MaxLevel);
        if (level == 0)
        {
            return default;
        }

        int inner = level;
        if (sharpness > 0)
        {
            inner = Math.Min(inner >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
        }

        inner = Math.Max(1, inner);
        int highVariance = level switch
        {
            >= 40 => 2,
            >= 15 => 1,
            _ => 0,
        };
        return new((2 * level) + inner, inner, highVariance);
    }
}
