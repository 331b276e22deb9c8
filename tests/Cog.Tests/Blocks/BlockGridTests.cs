using Cog.Blocks;
using Cog.Testing;

namespace Cog.Tests.Blocks;

public class BlockGridTests
{
    private static readonly BlockGrid s_grid = new(new(100, 50), new(32, 16)); // 4 × 4 blocks, the last ones 4 and 2 pixels wide and high

    [Theory]
    [InlineData(0, 0, 1, 1, "0,0")]
    [InlineData(31, 15, 1, 1, "0,0")]
    [InlineData(31, 15, 2, 2, "0,0 1,0 0,1 1,1")] // one pixel of each
    [InlineData(32, 16, 32, 16, "1,1")] // a whole block and no other
    [InlineData(96, 48, 4, 2, "3,3")]
    [InlineData(-50, -50, 51, 51, "0,0")] // reaches in from outside
    [InlineData(99, 49, 1000, 1000, "3,3")]
    [InlineData(100, 0, 10, 10, "")] // outside
    [InlineData(-10, 0, 10, 10, "")]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, "")]
    [InlineData(int.MinValue, int.MinValue, int.MaxValue, int.MaxValue, "")]
    public void Lists_the_blocks_a_window_touches(int x, int y, int width, int height, string expected)
    {
        var window = new PixelWindow(x, y, width, height);

        Assert.Equal(expected, string.Join(' ', s_grid.Touching(window).Select(c => $"{c.X},{c.Y}")));
        Assert.Equal(s_grid.Touching(window).Count(), s_grid.CountTouching(window));
    }

    [Fact]
    public void Blocks_are_clipped_to_the_image() => Assert.Equal(new PixelWindow(96, 48, 4, 2), s_grid.Cell(3, 3).Window);

    [Fact]
    public void Counting_lists_nothing()
    {
        var huge = new BlockGrid(new(100_000_000, 100_000_000), new(16, 16));

        Assert.Equal(6_250_000L * 6_250_000, huge.CountTouching(new(0, 0, 100_000_000, 100_000_000)));
    }

    [Fact]
    public void Every_pixel_of_a_window_lies_in_one_of_its_blocks()
    {
        Random random = Seeds.Random(3);
        for (int round = 0; round < 500; round++)
        {
            var window = new PixelWindow(random.Next(-20, 110), random.Next(-20, 60), random.Next(1, 120), random.Next(1, 70));
            long inside = window.Intersect(new(0, 0, 100, 50)) is { } part ? (long)part.Width * part.Height : 0;

            Assert.Equal(inside, s_grid.Touching(window).Sum(c => c.Window.Intersect(window) is { } p ? (long)p.Width * p.Height : 0));
        }
    }
}
