using Cog.Hosting.Http;

namespace Cog.Hosting.Tests.Http;

public class ETagsTests
{
    [Fact]
    public void Depends_on_the_file_and_on_what_was_asked()
    {
        string tag = ETags.For("\"v1\"", "/cog/info\nurl=a")!;

        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal(tag, ETags.For("\"v1\"", "/cog/info\nurl=a"));
        Assert.NotEqual(tag, ETags.For("\"v2\"", "/cog/info\nurl=a"));
        Assert.NotEqual(tag, ETags.For("\"v1\"", "/cog/info\nurl=b"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("W/\"v1\"")]
    public void A_version_that_is_unknown_or_weak_makes_no_strong_one(string? sourceETag) =>
        Assert.Null(ETags.For(sourceETag, "/cog/info"));

    [Theory]
    [InlineData("\"a\"", true)]
    [InlineData("W/\"a\"", true)]
    [InlineData("\"b\", \"a\"", true)]
    [InlineData("*", true)]
    [InlineData("\"b\"", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    public void If_none_match_is_a_list(string header, bool matches) =>
        Assert.Equal(matches ? "\"a\"" : null, ETags.Match(header, "\"a\""));

    [Fact]
    public void If_none_match_may_be_several_lines_or_none()
    {
        Assert.Equal("\"a\"", ETags.Match(new(["\"b\"", "\"a\""]), "\"a\""));
        Assert.Null(ETags.Match(default, "\"a\""));
    }

    [Theory]
    [InlineData("\"a-gzip\"", "\"a-gzip\"")]
    [InlineData("W/\"a-br\"", "\"a-br\"")]
    [InlineData("\"a-zstd\"", null)]
    [InlineData("\"b-gzip\"", null)]
    public void What_the_caller_has_may_be_encoded(string header, string? match) => Assert.Equal(match, ETags.Match(header, "\"a\""));
}
