using Cog.Hosting.Http;

namespace Cog.Hosting.Tests.Http;

/// <summary>RFC 9110 section 14.1.2, of a body of 10,000 bytes as in its examples.</summary>
public class BodyRangeTests
{
    [Theory]
    [InlineData("bytes=0-499", 0, 500)]
    [InlineData("bytes=500-999", 500, 500)]
    [InlineData("bytes=-500", 9500, 500)]
    [InlineData("bytes=9500-", 9500, 500)]
    [InlineData("BYTES=0-0", 0, 1)]
    [InlineData("bytes=0-16383", 0, 10_000)]
    [InlineData("bytes=-20000", 0, 10_000)]
    [InlineData("bytes=0-99999999999999999999", 0, 10_000)]
    [InlineData("bytes= 1 - 2 ", 1, 2)]
    public void Is_a_part_of_the_body(string header, int offset, int length) =>
        Assert.Equal(new BodyRange(offset, length), BodyRange.Parse(header, 10_000));

    [Theory]
    [InlineData("bytes=10000-")]
    [InlineData("bytes=10000-10001")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=-0")]
    public void Beyond_the_body_there_is_nothing(string header) => Assert.Equal(0, BodyRange.Parse(header, 10_000)?.Length);

    [Theory]
    [InlineData("")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=2-1")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=0-1,3-4")]
    [InlineData("rows=0-1")]
    [InlineData("bytes 0-1")]
    public void What_is_malformed_of_another_unit_or_several_is_ignored(string header) => Assert.Null(BodyRange.Parse(header, 10_000));

    [Fact]
    public void Of_no_header_and_of_no_body_there_is_none()
    {
        Assert.Null(BodyRange.Parse(default, 10_000));
        Assert.Null(BodyRange.Parse(new(["bytes=0-1", "bytes=2-3"]), 10_000));
        Assert.Equal(0, BodyRange.Parse("bytes=0-", 0)?.Length);
        Assert.Equal(0, BodyRange.Parse("bytes=-5", 0)?.Length);
    }
}
