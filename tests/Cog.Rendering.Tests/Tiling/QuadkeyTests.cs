using Cog.Rendering.Tiling;

namespace Cog.Rendering.Tests.Tiling;

public class QuadkeyTests
{
    [Theory]
    [InlineData(0, 0, 0, "")]
    [InlineData(1, 1, 0, "1")]
    [InlineData(3, 3, 5, "213")] // Bing Maps Tile System, "Tile coordinates and quadkeys"
    [InlineData(10, 486, 332, "0313102310")] // mercantile's documentation
    [InlineData(30, (1 << 30) - 1, 0, "111111111111111111111111111111")]
    public void Names_a_tile(int zoom, long x, long y, string expected)
    {
        Quadkey key = Quadkey.Of(new(zoom, x, y))!.Value;

        Assert.Equal(expected, key.ToString());
        Assert.Equal(key, Quadkey.Parse(expected));
        Assert.Equal(new TileIndex(zoom, x, y), key.Tile);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("01 ")]
    [InlineData("0123012301230123012301230123012")]
    public void Is_digits_of_0_to_3_and_no_more_than_30(string text) => Assert.Null(Quadkey.Parse(text));

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(31, 0, 0)]
    [InlineData(2, 4, 0)]
    [InlineData(2, 0, -1)]
    public void A_tile_that_there_is_not_has_none(int zoom, long x, long y) => Assert.Null(Quadkey.Of(new(zoom, x, y)));

    [Fact]
    public void Stands_in_the_order_in_which_morecantile_walks()
    {
        // TileMatrixSet.children: for x in range(…): for y in range(…), level after level.
        string[] keys = ["0", "2", "1", "3"];

        Assert.Equal(keys, keys.Order().Select(k => Quadkey.Parse(k)!.Value).Order().Select(k => k.ToString()));
    }

    [Fact]
    public void Knows_the_tile_that_it_is_in_and_those_in_it()
    {
        Quadkey key = Quadkey.Parse("213")!.Value;

        Assert.Equal("21", key.At(2).ToString());
        Assert.Equal("21300", key.At(5).ToString());
        Assert.Equal(key.At(5).Code + 16, key.EndAt(5));
        Assert.Equal(1UL << 60, Quadkey.Parse("")!.Value.EndAt(30));
    }
}
