using Cog.Rendering.Styling;

namespace Cog.Rendering.Tests.Styling;

public class BandSelectionTests
{
    [Fact]
    public void Counts_from_one_outside_and_from_zero_inside()
    {
        Assert.Equal([0], BandSelection.Parse(["1"], 4));
        Assert.Equal([2, 1, 0], BandSelection.Parse(["3,2,1"], 4));
        Assert.Equal([3, 0, 0], BandSelection.Parse(["4", "1", " 1 "], 4));
    }

    [Fact]
    public void Is_null_when_not_given() => Assert.Null(BandSelection.Parse([], 4));

    [Theory]
    [InlineData("5", "there is no band 5, the file has 4")]
    [InlineData("0", "there is no band 0, the file has 4; the first is 1")]
    [InlineData("-1", "there is no band -1")]
    [InlineData("1,x", "'x' is not a band number; expected numbers from 1 to 4")]
    [InlineData("", "'' is not a band number")]
    [InlineData("1.5", "'1.5' is not a band number")]
    [InlineData("99999999999", "'99999999999' is not a band number")]
    public void Says_what_is_wrong(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => BandSelection.Parse([text], 4)).Message, StringComparison.Ordinal);
}
