using Amazon.Runtime;
using Amazon.S3.Model;

namespace Cog.Aws.Tests;

/// <summary>Where objects are asked for, beside where the SDK asks for them.</summary>
public class S3EndpointsTests
{
    private static readonly AwsOptions s_amazon = new() { Credentials = new BasicAWSCredentials("KEY", "SECRET") };

    private static readonly (string Name, AwsOptions Options)[] s_deployments =
    [
        ("Amazon's", s_amazon),
        ("dual stack", s_amazon with { UseDualStack = true }),
        ("FIPS", s_amazon with { UseFips = true }),
        ("FIPS and dual stack", s_amazon with { UseFips = true, UseDualStack = true }),
        ("by path", s_amazon with { S3Endpoint = new("https://store.example:9000/") }),
        ("below a path", s_amazon with { S3Endpoint = new("http://store.example/s3") }),
        ("by host", s_amazon with { S3Endpoint = new("https://store.example/"), S3VirtualHosting = true }),
        ("an address by host", s_amazon with { S3Endpoint = new("http://127.0.0.1:9000/"), S3VirtualHosting = true }),
    ];

    public static TheoryData<string, string, string> Cases =>
        [
            .. from deployment in s_deployments
            from region in (string[])["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1", "ap-southeast-5"]
            from bucket in (string[])["bucket", "my-bucket-1", "my.bucket", "Old_Bucket", "0-0"]
            where !(deployment.Options.UseFips && region == "cn-north-1") // There is none.
            select new TheoryDataRow<string, string, string>(deployment.Name, region, bucket),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_those_of_the_SDK(string deployment, string region, string bucket)
    {
        AwsOptions options = s_deployments.Single(d => d.Name == deployment).Options with { Region = region };
        using var clients = new S3Clients(options);
        string expected = clients
            .ClientFor(new(bucket, "a.tif", null), BucketPolicy.Default)
            .DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = bucket, Key = "a.tif" })
            .URL;

        Assert.Equal($"{expected.TrimEnd('/')}/a.tif", S3Endpoints.AddressOf(options, new(bucket, "a.tif", null), region)?.AbsoluteUri);
    }

    [Theory]
    [InlineData("a b+c%d.tif", null, "a%20b%2Bc%25d.tif")]
    [InlineData("ü/日本#1?.tif", null, "%C3%BC/%E6%97%A5%E6%9C%AC%231%3F.tif")]
    [InlineData("/a//../b.tif", null, "/a//../b.tif")]
    [InlineData("~a_b-c.tif", "3/L4kqtJl+40=", "~a_b-c.tif?versionId=3%2FL4kqtJl%2B40%3D")]
    public void Hold_the_key_as_it_is(string key, string? version, string expected) =>
        Assert.Equal(
            $"https://bucket.s3.eu-west-1.amazonaws.com/{expected}",
            S3Endpoints.AddressOf(s_amazon, new("bucket", key, version), "eu-west-1")?.AbsoluteUri
        );

    [Theory]
    [InlineData("arn:aws:s3:eu-west-1:123456789012:accesspoint/name", "eu-west-1")]
    [InlineData("bucket--euw1-az1--x-s3", "eu-west-1")]
    [InlineData("bucket", "us-iso-east-1")]
    [InlineData("bucket", "eusc-de-east-1")]
    [InlineData("bucket", "aws-global")]
    public void Are_the_SDK_s_business_elsewhere(string bucket, string region) =>
        Assert.Null(S3Endpoints.AddressOf(s_amazon, new(bucket, "a.tif", null), region));
}
