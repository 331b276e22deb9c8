using Cog.Rendering.Styling;

namespace Cog.Rendering.Tests.Styling;

public class RescaleTests
{
    [Theory]
    [InlineData("0,100")]
    [InlineData("[0,100]")]
    [InlineData(" [ 0 , 1e2 ] ")]
    [InlineData("[[0,100]]")]
    [InlineData("[0,100")]
    public void Parses_one_range(string text) => Assert.Equal([new Rescale(0, 100)], Rescale.Parse(text));

    [Theory]
    [InlineData("0,1,2,3.5")]
    [InlineData("[0,1,2,3.5]")]
    [InlineData("[[0,1],[2,3.5]]")]
    public void Parses_several_ranges_in_one_value(string text) =>
        Assert.Equal([new Rescale(0, 1), new Rescale(2, 3.5)], Rescale.Parse(text));

    [Fact]
    public void Several_ranges_in_repeated_values() =>
        Assert.Equal([new Rescale(0, 1), new Rescale(-2, -1)], Rescale.Parse("0,1", "[-2,-1]"));

    [Fact]
    public void A_minimum_may_be_above_its_maximum() => Assert.Equal([new Rescale(8, 2)], Rescale.Parse("8,2"));

    [Fact]
    public void No_values_are_no_ranges() => Assert.Empty(Rescale.Parse());

    [Theory]
    [InlineData("", "1 values")]
    [InlineData("5", "1 values")]
    [InlineData("0,1,2", "3 values")]
    [InlineData("0,abc", "'abc' is not a finite number")]
    [InlineData("0,", "'' is not a finite number")]
    [InlineData("0,nan", "'nan' is not a finite number")]
    [InlineData("-inf,0", "'-inf' is not a finite number")]
    [InlineData("3,3.0", "3 comes twice")]
    public void Says_what_is_wrong(string text, string message)
    {
        string said = Assert.Throws<FormatException>(() => Rescale.Parse(text)).Message;

        Assert.StartsWith($"rescale is '{text}': ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.EndsWith("expected two different numbers a band, minimum,maximum, like 0,3000.", said, StringComparison.Ordinal);
    }
}
