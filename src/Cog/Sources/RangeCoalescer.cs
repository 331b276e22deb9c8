namespace Cog.Sources;

/// <summary>Merges nearby ranges, trading wasted bytes for round trips.</summary>
internal static class RangeCoalescer
{
    /// <summary>Covers every range with few, sorted ranges. Pure.</summary>
    /// <param name="ranges">Wanted ranges, in any order; they may touch, overlap or repeat.</param>
    /// <param name="maxGap">Merge across at most this many unwanted bytes.</param>
    /// <param name="maxLength">Never merge into a range longer than this many bytes; a wanted range that is longer already stays as it
    /// is.</param>
    public static List<ByteRange> Coalesce(IEnumerable<ByteRange> ranges, int maxGap, int maxLength)
    {
        var merged = new List<ByteRange>();

        foreach (ByteRange range in ranges.OrderBy(r => r.Offset).ThenByDescending(r => r.Length))
        {
            if (
                merged is [.., var last]
                && (range.End <= last.End || (range.Offset - last.End <= maxGap && range.End - last.Offset <= maxLength))
            )
            {
                merged[^1] = last with { Length = (int)(Math.Max(last.End, range.End) - last.Offset) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }
}
