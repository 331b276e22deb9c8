namespace Cog.Aws.Tests;

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

    [Theory]
    [InlineData("s3://bucket/a%20b.tif", "a%20b.tif", null)]
    [InlineData("s3://bucket//a.tif", "/a.tif", null)]
    [InlineData("S3://bucket/a?b#c+d e.tif", "a?b#c+d e.tif", null)]
    [InlineData("s3://bucket/a/../b", "a/../b", null)]
    [InlineData("s3://bucket/a?versionId=x%2By", "a", "x+y")]
    [InlineData("s3://bucket/a?versionId=x/b.tif", "a?versionId=x/b.tif", null)]
    public void Takes_the_key_as_people_write_it(string text, string key, string? version)
    {
        S3Address address = S3Address.ParseText(text);

        Assert.Equal(new("bucket", key, version), address);
        Assert.Equal(address, S3Address.ParseText(address.ToString()));
        Assert.Equal(address, S3Address.Parse(address.ToUri()));
        Assert.Equal(address.ToUri(), S3Address.Parse(address.ToUri()).ToUri());
    }

    [Theory]
    [InlineData("s3://bucket")]
    [InlineData("s3://bucket/")]
    [InlineData("s3:///a.tif")]
    [InlineData("s3:bucket/a.tif")]
    public void Refuses_text_that_names_no_object(string text) => Assert.Throws<FormatException>(() => S3Address.ParseText(text));
}
