using Amazon.Runtime;
using Amazon.S3.Model;

namespace Cog.Aws.Tests;

public class S3ClientsTests
{
    private static readonly AwsOptions s_options = new() { Region = "eu-west-1", Credentials = new BasicAWSCredentials("KEY", "SECRET") };

    [Fact]
    public void Asks_the_bucket_s_own_host_in_its_region() =>
        Assert.Equal("https://bucket.s3.eu-west-1.amazonaws.com/", EndpointOf(s_options));

    [Fact]
    public void Asks_dual_stack_and_FIPS_endpoints_where_that_is_set()
    {
        Assert.Equal("https://bucket.s3.dualstack.eu-west-1.amazonaws.com/", EndpointOf(s_options with { UseDualStack = true }));
        Assert.Equal(
            "https://bucket.s3-fips.us-east-2.amazonaws.com/",
            EndpointOf(s_options with { Region = "us-east-2", UseFips = true })
        );
    }

    [Fact]
    public void Asks_another_store_by_path_or_by_host()
    {
        AwsOptions other = s_options with { S3Endpoint = new("https://store.example:9000/") };

        Assert.Equal("https://store.example:9000/bucket/", EndpointOf(other));
        Assert.Equal("https://bucket.store.example:9000/", EndpointOf(other with { S3VirtualHosting = true }));
        Assert.Equal("https://store.example:9000/bucket/", EndpointOf(other with { UseDualStack = true, UseFips = true }));
    }

    [Fact]
    public void Makes_a_client_for_each_region_once()
    {
        using var clients = new S3Clients(s_options);
        var elsewhere = new BucketPolicy { Region = "ap-south-1" };

        Assert.Same(
            clients.ClientFor(new("a", "a.tif", null), BucketPolicy.Default),
            clients.ClientFor(new("b", "a.tif", null), BucketPolicy.Default)
        );
        Assert.NotSame(
            clients.ClientFor(new("a", "a.tif", null), BucketPolicy.Default),
            clients.ClientFor(new("b", "a.tif", null), elsewhere)
        );
        Assert.Same(clients.ClientFor(new("c", "a.tif", null), elsewhere), clients.ClientFor(new("b", "a.tif", null), elsewhere));
    }

    [Fact]
    public void Remembers_where_a_bucket_lives_but_not_without_bounds()
    {
        using var clients = new S3Clients(s_options);

        Assert.True(clients.Remember("a", BucketPolicy.Default, "eu-west-2"));
        Assert.False(clients.Remember("a", BucketPolicy.Default, "eu-west-2"));
        Assert.False(clients.Remember("b", BucketPolicy.Default, "eu-west-1")); // This deployment's own.

        for (int i = 0; i < 4096; i++)
        {
            clients.Remember($"bucket-{i}", BucketPolicy.Default, "eu-west-2");
        }

        Assert.True(clients.Remember("a", BucketPolicy.Default, "eu-west-2")); // Forgotten, and learned again.
    }

    private static string EndpointOf(AwsOptions options)
    {
        using var clients = new S3Clients(options);
        return clients
            .ClientFor(new("bucket", "a.tif", null), BucketPolicy.Default)
            .DetermineServiceOperationEndpoint(new GetObjectRequest { BucketName = "bucket", Key = "a.tif" })
            .URL;
    }
}
