using Cog.Sources;

namespace Cog.Blocks;

/// <summary>A range that is read at once, and the blocks that are in it.</summary>
/// <param name="Range">Where in the file.</param>
/// <param name="Blocks">Their positions among the blocks that were asked for.</param>
internal sealed record RangeGroup(ByteRange Range, List<int> Blocks)
{
    /// <summary>Merges the ranges of blocks; those that were never written are in none.</summary>
    /// <param name="locations">Where each block is.</param>
    /// <param name="maxGap">Merge across at most this many unwanted bytes.</param>
    /// <param name="maxLength">Never merge into a range longer than this many bytes.</param>
    public static List<RangeGroup> Of(BlockLocation[] locations, int maxGap, int maxLength)
    {
        List<ByteRange> merged = RangeCoalescer.Coalesce(locations.Where(l => !l.IsSparse).Select(l => l.Range), maxGap, maxLength);
        List<RangeGroup> groups = [.. merged.Select(m => new RangeGroup(m, []))];
        int group = 0;
        foreach (int i in Enumerable.Range(0, locations.Length).Where(i => !locations[i].IsSparse).OrderBy(i => locations[i].Range.Offset))
        {
            // A range is part of the last group that starts no later: that is how they were merged.
            while (group + 1 < groups.Count && groups[group + 1].Range.Offset <= locations[i].Range.Offset)
            {
                group++;
            }

            groups[group].Blocks.Add(i);
        }

        return groups;
    }
}
