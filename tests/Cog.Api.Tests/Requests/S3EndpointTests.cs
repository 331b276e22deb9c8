using System.Net;
using Cog.Api.Uploads;
using Cog.Aws;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Requests;

/// <summary>The endpoints over an S3 that checks signatures and payers, and over a header table that two servers share.</summary>
public class S3EndpointTests(AwsServices services)
{
    private static readonly byte[] s_ramp = File.ReadAllBytes(FunctionsFixture.Ramp);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_an_allowed_bucket_and_no_other()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        using S3Bucket other = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("maps/a b+c.tif", s_ramp);
        await other.PutAsync("maps/a.tif", s_ramp);
        await using TestServer server = await StartAsync(gateway, bucket, AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        using HttpResponseMessage tile = await GetAsync(
            server,
            "/cog/tiles/WebMercatorQuad/10/511/340.npy",
            bucket.UriOf("maps/a b+c.tif")
        );
        using HttpResponseMessage byGdalsName = await GetAsync(server, "/cog/info", $"/vsis3/{bucket.Name}/maps/a b+c.tif");
        using HttpResponseMessage missing = await GetAsync(server, "/cog/info", bucket.UriOf("maps/b.tif"));
        using HttpResponseMessage forbidden = await GetAsync(server, "/cog/info", other.UriOf("maps/a.tif"));

        Assert.Equal((20 * 256) + 1, NumPyResponse.Parse(await tile.Content.ReadAsByteArrayAsync(Cancellation)).As<ushort>()[20 * 256]);
        Assert.Equal("memory", FromOf(byGdalsName));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden),
            (tile.StatusCode, byGdalsName.StatusCode, missing.StatusCode, forbidden.StatusCode)
        );
    }

    [Fact]
    public async Task Reads_the_version_that_is_named()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.KeepVersionsAsync();
        string? first = await bucket.PutAsync("a.tif", s_ramp);
        await bucket.PutAsync("a.tif", await File.ReadAllBytesAsync(FunctionsFixture.Rgb, Cancellation));
        await using TestServer server = await StartAsync(gateway, bucket, AwsServices.Options(gateway.Endpoint, RadosGateway.Owner));

        using HttpResponseMessage now = await GetAsync(server, "/cog/info", bucket.UriOf("a.tif"));
        using HttpResponseMessage then = await GetAsync(server, "/cog/info", $"{bucket.UriOf("a.tif")}?versionId={first}");

        Assert.Contains("\"count\":3", await now.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Contains("\"count\":1", await then.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_says_that_he_pays_opens_nothing_for_who_does_not()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_ramp);
        await bucket.AllowReadingAsync();
        await bucket.MakeRequesterPayAsync();
        AwsOptions options = AwsServices.Options(gateway.Endpoint, RadosGateway.Stranger) with
        {
            Buckets = new Dictionary<string, BucketPolicy> { [bucket.Name] = new() { RequesterPaysOnRequest = true } },
        };
        await using TestServer server = await StartAsync(gateway, bucket, options);

        using HttpResponseMessage before = await GetAsync(server, "/cog/info", bucket.UriOf("a.tif"));
        using HttpResponseMessage byParameter = await GetAsync(server, "/cog/info?request_payer=requester", bucket.UriOf("a.tif"));
        using HttpResponseMessage byHeader = await GetAsync(
            server,
            "/cog/info",
            bucket.UriOf("a.tif"),
            ("x-amz-request-payer", "requester")
        );
        using HttpResponseMessage after = await GetAsync(server, "/cog/info", bucket.UriOf("a.tif"));
        using HttpResponseMessage known = await GetAsync(
            server,
            "/cog/info",
            bucket.UriOf("a.tif"),
            ("If-None-Match", byHeader.Headers.ETag!.ToString())
        );
        using HttpResponseMessage nonsense = await GetAsync(server, "/cog/info?request_payer=me", bucket.UriOf("a.tif"));

        Assert.Equal(
            [
                HttpStatusCode.Forbidden,
                HttpStatusCode.OK,
                HttpStatusCode.OK,
                HttpStatusCode.Forbidden,
                HttpStatusCode.Forbidden,
                HttpStatusCode.UnprocessableEntity,
            ],
            new[] { before, byParameter, byHeader, after, known, nonsense }.Select(r => r.StatusCode)
        );
        Assert.Equal(("file", "memory"), (FromOf(byParameter), FromOf(byHeader)));
        Assert.Contains("x-amz-request-payer", byHeader.Headers.Vary);
        Assert.DoesNotContain("x-amz-request-payer", byParameter.Headers.Vary);
    }

    [Fact]
    public async Task A_header_is_shared_by_the_table_and_dropped_from_it_when_the_object_is_overwritten()
    {
        RadosGateway gateway = await services.S3Async();
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("a.tif", s_ramp);
        AwsOptions options = AwsServices.Options(gateway.Endpoint, RadosGateway.Owner) with
        {
            DynamoDbEndpoint = table.Settings.DynamoDbEndpoint,
            HeaderTable = table.Settings.HeaderTable,
            HeaderTableTimeout = table.Settings.HeaderTableTimeout,
        };
        // Else it would not look before a minute is over.
        await using TestServer one = await StartAsync(gateway, bucket, options, enableBlockCache: false);
        await using TestServer two = await StartAsync(gateway, bucket, options);
        const string Tile = "/cog/tiles/WebMercatorQuad/10/511/340.npy";

        using HttpResponseMessage first = await GetAsync(one, Tile, bucket.UriOf("a.tif"));
        using HttpResponseMessage second = await GetAsync(two, Tile, bucket.UriOf("a.tif"));
        Assert.Equal(("file", "table", "1"), (FromOf(first), FromOf(second), second.Headers.GetValues("X-Cog-Reads").Single()));

        await bucket.PutAsync("a.tif", await File.ReadAllBytesAsync(TestData.PathOf("functions/sevens-3857.tif"), Cancellation));
        await using TestServer three = await StartAsync(gateway, bucket, options);
        using HttpResponseMessage third = await GetAsync(three, Tile, bucket.UriOf("a.tif"));
        using HttpResponseMessage fourth = await GetAsync(one, Tile, bucket.UriOf("a.tif"));

        // The table's header was outdated, was dropped, and was replaced by the new one, which the first server finds when its own turns
        // out outdated.
        Assert.Equal(("file", "table"), (FromOf(third), FromOf(fourth)));
        foreach (HttpResponseMessage answer in (HttpResponseMessage[])[third, fourth])
        {
            NumPyResponse array = NumPyResponse.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation));
            Assert.Equal(-1, array.As<ushort>()[..(256 * 256)].IndexOfAnyExcept((ushort)7));
        }

        Assert.Single(await table.ItemsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_map_view_of_an_upload_parses_nothing(bool keepsVersions)
    {
        RadosGateway gateway = await services.S3Async();
        await using HeaderTable table = await HeaderTable.CreateAsync(services);
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        if (keepsVersions)
        {
            await bucket.KeepVersionsAsync();
        }

        AwsOptions options = AwsServices.Options(gateway.Endpoint, RadosGateway.Owner) with
        {
            DynamoDbEndpoint = table.Settings.DynamoDbEndpoint,
            HeaderTable = table.Settings.HeaderTable,
            HeaderTableTimeout = table.Settings.HeaderTableTimeout,
        };
        const string Key = "maps/a b+c.tif",
            Tile = "/cog/tiles/WebMercatorQuad/10/511/340.npy";
        await using ServiceProvider function = new ServiceCollection().AddCog(Options(gateway, bucket, options)).BuildServiceProvider();
        var log = new StringWriter();
        async Task NotifyAsync(string? version, string name, DateTimeOffset at)
        {
            var record = new S3Record(name, bucket.Name, Key, version, null, null, null, null) { EventTime = at };
            await new UploadEvents(log).HandleAsync(function, new([record]), Cancellation);
        }

        string? first = await bucket.PutAsync(Key, s_ramp);
        DateTimeOffset firstAt = DateTimeOffset.UtcNow;
        await NotifyAsync(first, "ObjectCreated:Put", firstAt);
        await using TestServer one = await StartAsync(gateway, bucket, options);
        using HttpResponseMessage view = await GetAsync(one, Tile, bucket.UriOf(Key));
        Assert.Equal(("table", "1"), (FromOf(view), view.Headers.GetValues("X-Cog-Reads").Single()));
        Assert.Equal((20 * 256) + 1, NumPyResponse.Parse(await view.Content.ReadAsByteArrayAsync(Cancellation)).As<ushort>()[20 * 256]);

        // Overwritten; its notification overtakes a second one of the first upload.
        string? second = await bucket.PutAsync(
            Key,
            await File.ReadAllBytesAsync(TestData.PathOf("functions/sevens-3857.tif"), Cancellation)
        );
        await NotifyAsync(second, "ObjectCreated:Put", DateTimeOffset.UtcNow);
        await NotifyAsync(first, "ObjectCreated:Put", firstAt);
        await using TestServer two = await StartAsync(gateway, bucket, options);
        using HttpResponseMessage next = await GetAsync(two, Tile, bucket.UriOf(Key));
        Assert.Equal("table", FromOf(next));
        Assert.Equal(7, NumPyResponse.Parse(await next.Content.ReadAsByteArrayAsync(Cancellation)).As<ushort>()[20 * 256]);
        Assert.Single(await table.ItemsAsync());

        await NotifyAsync(null, "ObjectRemoved:Delete", DateTimeOffset.UtcNow);
        Assert.Empty(await table.ItemsAsync());
    }

    private static string FromOf(HttpResponseMessage answer) => answer.Headers.GetValues("X-Cog-Header").Single();

    private static Task<TestServer> StartAsync(RadosGateway gateway, S3Bucket bucket, AwsOptions options, bool enableBlockCache = true) =>
        TestServer.StartAsync(Options(gateway, bucket, options) with { EnableBlockCache = enableBlockCache });

    private static CogOptions Options(RadosGateway gateway, S3Bucket bucket, AwsOptions options) =>
        new() { AllowedSources = [$"s3://{bucket.Name}/"], Aws = options with { S3Endpoint = gateway.Endpoint } };

    private static async Task<HttpResponseMessage> GetAsync(
        TestServer server,
        string path,
        string url,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={Uri.EscapeDataString(url)}"
        );
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await server.Client.SendAsync(request, Cancellation);
    }
}
