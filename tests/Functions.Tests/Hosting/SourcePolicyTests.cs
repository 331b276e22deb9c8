using Cog;
using Cog.Hosting;

namespace Functions.Tests.Hosting;

public class SourcePolicyTests
{
    [Theory]
    [InlineData("*", "https://anywhere.example/x.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/a/b.tif?token=1")]
    [InlineData("https://host.example/data", "https://HOST.example/data/b.tif")]
    [InlineData("s3://bucket/", "s3://bucket/key.tif")]
    [InlineData("s3://bucket", "s3://bucket/key.tif")]
    [InlineData("/data/one.tif", "file:///data/one.tif")]
    public void Lets_pass(string allowed, string url) => SourcePolicy.Parse([allowed]).Demand(new(url));

    [Theory]
    [InlineData("https://host.example/data", "https://host.example/database.tif")]         // a prefix ends at a segment
    [InlineData("https://host.example/data/", "https://host.example/data/../secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%2e%2e/secret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/%2e%2e%2fsecret.tif")]
    [InlineData("https://host.example/data/", "https://host.example/data/..%5csecret.tif")]
    [InlineData("https://host.example/", "https://host.example.evil.test/x.tif")]
    [InlineData("https://host.example/", "https://host.example@evil.test/x.tif")]
    [InlineData("https://host.example/", "https://user@host.example/x.tif")]
    [InlineData("https://host.example/", "http://host.example/x.tif")]
    [InlineData("https://host.example/", "https://host.example:8443/x.tif")]
    [InlineData("https://host.example/", "http://169.254.169.254/latest/meta-data/")]
    [InlineData("s3://bucket/", "s3://bucket2/key.tif")]
    [InlineData("/data/", "file:///etc/passwd")]
    public void Forbids(string allowed, string url) =>
        Assert.Throws<SourceAccessDeniedException>(() => SourcePolicy.Parse([allowed]).Demand(new(url)));

    [Fact]
    public void An_empty_list_forbids_everything() =>
        Assert.Throws<SourceAccessDeniedException>(() => SourcePolicy.Parse([]).Demand(new("https://host.example/x.tif")));

    [Fact]
    public void An_entry_that_is_no_address_stops_the_start() =>
        Assert.Throws<CogOptionsException>(() => SourcePolicy.Parse(["bucket"]));
}
