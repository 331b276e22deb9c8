using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Aws;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Tests.Items;

/// <summary>Items from the web and from S3: what they name is read on the conditions of <c>url=</c>, and of nothing else.</summary>
public class ItemSourcesTests(AwsServices services)
{
    private const string Preview = "/stac/preview.npy?assets=data&return_mask=false&url=";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_relative_address_is_that_of_the_items_server()
    {
        await using Web web = await Web.StartAsync();
        web.Put("/items/one.json", Item("../files/red.tif"));
        web.Put("/files/red.tif", await File.ReadAllBytesAsync(TestData.PathOf("items/red.tif"), Cancellation));
        await using TestServer functions = await StartAsync(web, "/");

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}items/one.json", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var array = NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal([1, 64, 64], array.Shape);
    }

    [Fact]
    public async Task An_item_that_is_written_as_it_is_sent_is_read_to_its_end()
    {
        await using Web web = await Web.StartAsync();
        web.Put("/items/one.json", Item("../files/red.tif"), isChunked: true);
        await using TestServer functions = await StartAsync(web, "/");

        Assert.Equal("""["data"]""", await functions.Client.GetStringAsync($"/stac/assets?url={web.Root}items/one.json", Cancellation));
    }

    [Theory]
    [InlineData("file:///etc/hostname")]
    [InlineData("file:/etc/hostname")]
    [InlineData("s3://other/red.tif")]
    [InlineData("/vsis3/other/red.tif")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://example.org/red.tif")]
    [InlineData("../secret/red.tif")]
    [InlineData("/secret/red.tif")]
    [InlineData("%2e%2e/secret/red.tif")]
    public async Task What_an_item_names_passes_the_policy_or_is_not_read(string href)
    {
        await using Web web = await Web.StartAsync();
        web.Put("/items/one.json", Item(href));
        web.Put("/secret/red.tif", await File.ReadAllBytesAsync(TestData.PathOf("items/red.tif"), Cancellation));
        await using TestServer functions = await StartAsync(web, "/items/");

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}items/one.json", Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.DoesNotContain(web.Requests, path => path.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_a_persons_own_machine_an_item_from_elsewhere_names_no_file_of_it()
    {
        await using Web web = await Web.StartAsync();
        web.Put("/one.json", Item(new Uri(TestData.PathOf("items/red.tif")).AbsoluteUri));
        await using TestServer functions = await TestServer.StartAsync(CogOptions.LocalMachine);

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}one.json", Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(401, 403)]
    [InlineData(403, 403)]
    [InlineData(404, 404)]
    [InlineData(500, 502)]
    public async Task What_an_assets_server_refuses_is_told(int refusal, int status)
    {
        await using Web web = await Web.StartAsync();
        web.Put("/items/one.json", Item("red.tif"));
        web.Refuse("/items/red.tif", refusal);
        await using TestServer functions = await StartAsync(web, "/");

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}items/one.json", Cancellation);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains("red.tif", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_is_read_once_and_an_asset_that_is_not_asked_for_never()
    {
        await using Web web = await Web.StartAsync();
        web.Put("/one.json", Item("red.tif", "nir.tif"));
        foreach (string name in (string[])["red", "nir"])
        {
            web.Put($"/{name}.tif", await File.ReadAllBytesAsync(TestData.PathOf($"items/{name}.tif"), Cancellation));
        }

        await using TestServer functions = await StartAsync(web, "/");
        foreach (int i in (int[])[1, 2, 3])
        {
            using HttpResponseMessage response = await functions.Client.GetAsync(
                $"{Preview}{web.Root}one.json&max_size={i * 8}",
                Cancellation
            );
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(["/one.json", "/red.tif"], web.Requests.Distinct());
        Assert.Single(web.Requests, "/one.json");
        Assert.Single(web.Requests, "/red.tif"); // It is smaller than what is read first.
    }

    [Fact]
    public async Task An_item_that_is_too_large_is_not_understood()
    {
        await using Web web = await Web.StartAsync();
        web.Put("/one.json", [.. Item("red.tif"), .. Enumerable.Repeat((byte)' ', 4 << 20)]);
        await using TestServer functions = await StartAsync(web, "/");

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}one.json", Cancellation);

        Assert.Equal(422, (int)response.StatusCode);
        Assert.Contains("StacLimits.MaxBytes is 4194304", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_is_configured_is_read_where_an_asset_has_it()
    {
        await using Web web = await Web.StartAsync();
        web.Put(
            "/one.json",
            Encoding.UTF8.GetBytes(
                """{"type":"Feature","assets":{"data":{"href":"https://example.org/a.tif","alternate":{"near":{"href":"red.tif"}}}}}"""
            )
        );
        web.Put("/red.tif", await File.ReadAllBytesAsync(TestData.PathOf("items/red.tif"), Cancellation));
        await using TestServer functions = await TestServer.StartAsync(Options(web, "/") with { StacAlternateKey = "near" });

        using HttpResponseMessage response = await functions.Client.GetAsync($"{Preview}{web.Root}one.json", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_item_in_S3_names_objects_of_its_bucket()
    {
        RadosGateway gateway = await services.S3Async();
        using S3Bucket bucket = await S3Bucket.CreateAsync(gateway);
        await bucket.PutAsync("scenes/one/item.json", Item("../files/red.tif"));
        await bucket.PutAsync("scenes/files/red.tif", await File.ReadAllBytesAsync(TestData.PathOf("items/red.tif"), Cancellation));
        await using TestServer functions = await TestServer.StartAsync(
            new CogOptions
            {
                AllowedSources = [$"s3://{bucket.Name}/scenes/"],
                Aws = AwsServices.Options(gateway.Endpoint, RadosGateway.Owner) with { S3Endpoint = gateway.Endpoint },
            }
        );

        string info = await functions.Client.GetStringAsync($"/stac/info?url={bucket.UriOf("scenes/one/item.json")}", Cancellation);

        Assert.Equal(64, JsonDocument.Parse(info).RootElement.GetProperty("data").GetProperty("width").GetInt32());
    }

    private static byte[] Item(params string[] hrefs) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, object>
            {
                ["type"] = "Feature",
                ["stac_version"] = "1.1.0",
                ["id"] = "one",
                ["bbox"] = new[] { 9, 49, 10, 50 },
                ["assets"] = hrefs
                    .Select(
                        (href, i) =>
                            (
                                Name: i == 0 ? "data" : $"data{i + 1}",
                                Asset: new Dictionary<string, string> { ["href"] = href, ["type"] = "image/tiff" }
                            )
                    )
                    .ToDictionary(asset => asset.Name, asset => asset.Asset),
            }
        );

    private static Task<TestServer> StartAsync(Web web, string folder) => TestServer.StartAsync(Options(web, folder));

    private static CogOptions Options(Web web, string folder) =>
        new() { AllowedSources = [$"{web.Root}{folder.TrimStart('/')}"], AllowPrivateNetworks = true };

    /// <summary>Files on the web, and who asked for them.</summary>
    private sealed class Web : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<string, (byte[] Body, int Status, bool IsChunked)> _files = new();
        private readonly ConcurrentQueue<string> _requests = new();
        private TestServer? _server;

        public Uri Root => _server!.Client.BaseAddress!;

        public string[] Requests => [.. _requests];

        public static async Task<Web> StartAsync()
        {
            var web = new Web();
            web._server = await TestServer.StartAsync(web.AnswerAsync);
            return web;
        }

        public void Put(string path, byte[] body, bool isChunked = false) => _files[path] = (body, 200, isChunked);

        public void Refuse(string path, int status) => _files[path] = ([], status, false);

        public ValueTask DisposeAsync() => _server!.DisposeAsync();

        private async Task AnswerAsync(HttpContext context)
        {
            string path = context.Request.Path;
            _requests.Enqueue(path);
            (byte[] body, int status, bool isChunked) = _files.GetValueOrDefault(path, ([], 404, false));
            context.Response.StatusCode = status;
            if (status == 200)
            {
                context.Response.Headers.ETag = "\"1\"";
                if (isChunked)
                {
                    await context.Response.Body.WriteAsync(body.AsMemory(0, 10), context.RequestAborted);
                    await context.Response.Body.FlushAsync(context.RequestAborted);
                    await context.Response.Body.WriteAsync(body.AsMemory(10), context.RequestAborted);
                    return;
                }

                context.Response.StatusCode = 206;
                string[] range = context.Request.Headers.Range.ToString()["bytes=".Length..].Split('-');
                int first = int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture),
                    last = Math.Min(int.Parse(range[1], System.Globalization.CultureInfo.InvariantCulture), body.Length - 1);
                context.Response.Headers.ContentRange = $"bytes {first}-{last}/{body.Length}";
                context.Response.ContentLength = last - first + 1;
                await context.Response.Body.WriteAsync(body.AsMemory(first, last - first + 1), context.RequestAborted);
            }
        }
    }
}
