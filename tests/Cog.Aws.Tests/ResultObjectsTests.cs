using System.Net;
using Cog.Hosting.Aws;
using Cog.Testing.Aws;
using Cog.Testing.Web.Aws;

namespace Cog.Aws.Tests;

/// <summary>Large answers as objects, and their signed addresses, which the store itself judges.</summary>
public class ResultObjectsTests(AwsServices services)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_read_by_its_address_alone_and_once_however_often_it_is_made()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        using var clients = new S3Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));
        var results = new ResultObjects(clients, new(bucket.Name, "answers", null), TimeSpan.FromMinutes(15));
        byte[] body = new byte[7 << 20];
        new Random(1).NextBytes(body);
        using var anyone = new HttpClient();

        string address = await results.KeepAsync(new(body, "application/x-binary"), Cancellation);
        string again = await results.KeepAsync(new(body, "application/x-binary"), Cancellation);
        string coded = await results.KeepAsync(new(body, "application/x-binary", "gzip"), Cancellation);
        using HttpResponseMessage answer = await anyone.GetAsync(new Uri(address), Cancellation);
        using HttpResponseMessage compressed = await anyone.GetAsync(new Uri(coded), Cancellation);
        using HttpResponseMessage unsigned = await anyone.GetAsync(new Uri(address.Split('?')[0]), Cancellation);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        using HttpResponseMessage otherwise = await anyone.SendAsync(head, Cancellation);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, address.Replace("/answers/", "/answers/0", StringComparison.Ordinal));
        using HttpResponseMessage other = await anyone.SendAsync(foreign, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-binary", answer.Content.Headers.ContentType?.ToString());
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(new Uri(address).AbsolutePath, new Uri(again).AbsolutePath);
        Assert.NotEqual(new Uri(address).AbsolutePath, new Uri(coded).AbsolutePath);
        Assert.Matches("X-Amz-Expires=(899|900|901)&", address);
        Assert.All([unsigned, otherwise, other], refused => Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode));
    }

    [Fact]
    public async Task An_address_has_an_end()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        using var clients = new S3Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));
        var results = new ResultObjects(clients, new(bucket.Name, "answers", null), TimeSpan.FromSeconds(3));
        using var anyone = new HttpClient();

        var address = new Uri(await results.KeepAsync(new(new byte[10], "image/png"), Cancellation));
        using HttpResponseMessage inTime = await anyone.GetAsync(address, Cancellation);
        await Task.Delay(TimeSpan.FromSeconds(5), Cancellation);
        using HttpResponseMessage late = await anyone.GetAsync(address, Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (inTime.StatusCode, late.StatusCode));
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_a_failure_of_the_store()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        using var stranger = new S3Clients(AwsServices.Options(gateway.Endpoint, RadosGateway.Stranger));
        await using var stub = new AwsStub(StubAnswer.S3Error(503, "SlowDown"));
        using var throttled = new S3Clients(AwsServices.Options(stub.Address, RadosGateway.Owner));
        var place = new S3Address(bucket.Name, "answers", null);

        await Assert.ThrowsAsync<SourceAccessDeniedException>(() =>
            new ResultObjects(stranger, place, TimeSpan.FromMinutes(1)).KeepAsync(new(new byte[1], "image/png"), Cancellation)
        );
        await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            new ResultObjects(throttled, place, TimeSpan.FromMinutes(1)).KeepAsync(new(new byte[1], "image/png"), Cancellation)
        );
    }
}
