using Cog.Aws;

namespace Functions.Tests.Aws;

public class S3AddressTests
{
    [Theory]
    [InlineData("s3://bucket/a.tif", "bucket", "a.tif", null)]
    [InlineData("s3://bucket/a/b.tif?versionId=x%2By", "bucket", "a/b.tif", "x+y")]
    [InlineData("s3://bucket/a%20b+c.tif", "bucket", "a b+c.tif", null)]
    [InlineData("s3://bucket/a b.tif", "bucket", "a b.tif", null)]
    [InlineData("s3://bucket/100%25.tif", "bucket", "100%.tif", null)]
    [InlineData("s3://bucket/%C3%BC.tif", "bucket", "ü.tif", null)]
    [InlineData("s3://bucket/a#1.tif", "bucket", "a#1.tif", null)]
    [InlineData("s3://bucket//a.tif", "bucket", "/a.tif", null)]
    [InlineData("s3://my.dotted_bucket/a.tif", "my.dotted_bucket", "a.tif", null)]
    public void Reads(string text, string bucket, string key, string? version) =>
        Assert.Equal(new S3Address(bucket, key, version), S3Address.Parse(new(text)));

    [Theory]
    [InlineData("https://bucket/a.tif")]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    public void Refuses_what_names_no_object(string text) => Assert.Throws<FormatException>(() => S3Address.Parse(new(text)));

    [Theory]
    [InlineData("a b.tif")]
    [InlineData("a//b.tif")]
    [InlineData("100%25.tif")]
    [InlineData("ü?#&.tif")]
    public void Writes_what_it_reads(string key)
    {
        var address = new S3Address("bucket", key, "v+1/2");

        Assert.Equal(address, S3Address.Parse(address.ToUri()));
    }
}
