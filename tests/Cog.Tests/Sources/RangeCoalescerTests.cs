using Cog.Sources;
using Cog.Testing;

namespace Cog.Tests.Sources;

public class RangeCoalescerTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("0+10", "0+10")]
    [InlineData("0+10 10+10", "0+20")] // touching
    [InlineData("10+10 0+10", "0+20")] // in any order
    [InlineData("0+10 14+6", "0+20")] // a gap as wide as allowed
    [InlineData("0+10 15+6", "0+10 15+6")] // a gap one byte wider
    [InlineData("0+10 0+10 5+2", "0+10")] // repeated, contained
    [InlineData("0+30 30+11", "0+30 30+11")] // together longer than 40
    [InlineData("0+30 30+10", "0+40")] // together 40
    [InlineData("0+99 99+1 50+2", "0+99 99+1")] // longer than 40 from the start: left alone
    public void Merges_ranges_with_a_small_gap(string wanted, string expected)
    {
        Assert.Equal(Ranges(expected), RangeCoalescer.Coalesce(Ranges(wanted), maxGap: 4, maxLength: 40));
    }

    [Fact]
    public void Every_wanted_range_lies_inside_one_merged_range()
    {
        Random random = Seeds.Random(1);
        for (int round = 0; round < 1000; round++)
        {
            ByteRange[] wanted = [.. Enumerable.Range(0, random.Next(20)).Select(_ => new ByteRange(random.Next(500), random.Next(1, 40)))];
            int maxGap = random.Next(10);

            List<ByteRange> merged = RangeCoalescer.Coalesce(wanted, maxGap, maxLength: 100_000);

            Assert.All(wanted, w => Assert.Single(merged, m => m.Offset <= w.Offset && w.End <= m.End));
            Assert.All(merged.Zip(merged.Skip(1)), pair => Assert.True(pair.Second.Offset - pair.First.End > maxGap));
        }
    }

    [Fact]
    public void No_merged_range_is_longer_than_allowed_nor_any_wanted_range_lost()
    {
        Random random = Seeds.Random(2);
        for (int round = 0; round < 1000; round++)
        {
            ByteRange[] wanted = [.. Enumerable.Range(0, random.Next(20)).Select(_ => new ByteRange(random.Next(500), random.Next(1, 40)))];

            List<ByteRange> merged = RangeCoalescer.Coalesce(wanted, maxGap: 100, maxLength: 60);

            Assert.All(wanted, w => Assert.Contains(merged, m => m.Offset <= w.Offset && w.End <= m.End));
            Assert.All(merged, m => Assert.InRange(m.Length, 1, 60));
        }
    }

    /// <summary>aiocogeo reads from the first to the last tile of a row, whatever lies between, without a ceiling.</summary>
    [Fact]
    public void A_merge_neither_spans_wide_gaps_nor_grows_without_bound()
    {
        ByteRange[] row = [new(0, 1000), new(1_000_000, 1000), new(1_001_000, 1000), new(1_002_000, 1000)];

        Assert.Equal(
            [new(0, 1000), new(1_000_000, 2000), new(1_002_000, 1000)],
            RangeCoalescer.Coalesce(row, maxGap: 32_768, maxLength: 2000)
        );
    }

    [Fact]
    public void Ranges_far_beyond_four_gigabytes_stay_apart()
    {
        ByteRange[] wanted = [new(0, 10), new(1L << 40, 10)];

        Assert.Equal(wanted, RangeCoalescer.Coalesce(wanted, maxGap: int.MaxValue, maxLength: int.MaxValue));
    }

    private static ByteRange[] Ranges(string text) =>
        [
            .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(r => r.Split('+'))
                .Select(r => new ByteRange(long.Parse(r[0], null), int.Parse(r[1], null))),
        ];
}
