using Cog.Hosting.Aws;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

public class S3ObjectTagsTests(AwsServices services)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_some_tags_and_keeps_the_others()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a b.tif", [1]);
        await bucket.TagAsync("a b.tif", ("owner", "survey"), ("cog:valid", "false"));
        await using var proxy = new CountingProxy(gateway.Endpoint);
        using var clients = new S3Clients(AwsServices.Options(proxy.Address, RadosGateway.Owner));
        var tags = new Dictionary<string, string> { ["cog:valid"] = "true", ["cog:errors"] = "2: a / b + - = . _ : @" };

        await new S3ObjectTags(clients).SetAsync(new(bucket.Name, "a b.tif", null), tags, Cancellation);
        await new S3ObjectTags(clients).SetAsync(new(bucket.Name, "a b.tif", null), tags, Cancellation);

        Assert.Equal(["cog:errors=2: a / b + - = . _ : @", "cog:valid=true", "owner=survey"], await bucket.TagsOfAsync("a b.tif"));
        Assert.Equal(["GET", "PUT", "GET"], proxy.Exchanges.Select(e => e.Request.Method)); // The second time nothing is to be written.
    }

    [Fact]
    public async Task Failures_are_the_readers_own()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", [1]);
        using var owner = new S3Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));
        using var stranger = new S3Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Stranger));
        var tags = new Dictionary<string, string> { ["cog:valid"] = "true" };

        await Assert.ThrowsAsync<SourceNotFoundException>(() =>
            new S3ObjectTags(owner).SetAsync(new(bucket.Name, "b.tif", null), tags, Cancellation)
        );
        await Assert.ThrowsAsync<SourceAccessDeniedException>(() =>
            new S3ObjectTags(stranger).SetAsync(new(bucket.Name, "a.tif", null), tags, Cancellation)
        );

        await using var stub = new AwsStub(StubAnswer.S3Error(503, "SlowDown"));
        using var throttled = new S3Clients(AwsServices.Options(stub.Address, RadosGateway.Owner));
        await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            new S3ObjectTags(throttled).SetAsync(new("bucket", "a.tif", null), tags, Cancellation)
        );
    }
}
