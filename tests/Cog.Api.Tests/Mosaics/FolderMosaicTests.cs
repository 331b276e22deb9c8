using System.Net;
using System.Text.Json;
using Cog.Api.Uploads;
using Cog.Hosting;
using Cog.Hosting.Lambda;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Aws;
using Cog.Testing.Web;
using Cog.Testing.Web.Aws;
using Cog.Testing.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Tests.Mosaics;

/// <summary>Put a COG into the bucket, and it is on the map: with radosgw for S3, and dynalite for DynamoDB.</summary>
public class FolderMosaicTests(AwsServices services)
{
    private static readonly MapFile s_map = new(8, 130, 90, 1, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_uploaded_and_is_valid_is_on_the_map_and_goes_when_it_is_removed()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);
        await deployment.UploadAsync("maps/a.tif", MosaicFixture.FileOf(s_map, 10, (x, _) => x < 100), hour: 1);
        await deployment.UploadAsync("maps/b.tif", MosaicFixture.FileOf(s_map, 20, null), hour: 2);
        await deployment.UploadAsync("others/c.tif", MosaicFixture.FileOf(s_map, 30, null), hour: 3);
        await deployment.UploadAsync("maps/notes.txt", "Not a TIFF."u8.ToArray(), hour: 4);

        Assert.Equal([20, 20], await deployment.PixelsAsync("maps/")); // the newest first
        Assert.Equal([10, 20], await deployment.PixelsAsync("maps/", "&order=oldest"));
        Assert.Equal([30, 30], await deployment.PixelsAsync("", "&order=newest"));
        Assert.Equal(
            [$"s3://{deployment.Bucket.Name}/maps/b.tif", $"s3://{deployment.Bucket.Name}/maps/a.tif"],
            await deployment.JsonAsync<string[]>("/mosaic/tiles/WebMercatorQuad/8/130/90/assets", "maps/")
        );

        await deployment.RemoveAsync("maps/b.tif", hour: 5);
        Assert.Equal([10, 0], await deployment.PixelsAsync("maps/"));
    }

    [Fact]
    public async Task What_is_replaced_by_something_elsewhere_is_found_there_alone()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);
        await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map, 10, null), hour: 1);
        await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map with { Column = 140 }, 20, null), hour: 2);

        Assert.Equal(HttpStatusCode.NoContent, await deployment.StatusAsync("/mosaic/tiles/WebMercatorQuad/8/130/90.npy", ""));
        Assert.Equal(HttpStatusCode.OK, await deployment.StatusAsync("/mosaic/tiles/WebMercatorQuad/8/140/90.npy", ""));

        // What comes late and is older changes nothing.
        JsonElement late = await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map, 30, null), hour: 1);
        Assert.Equal("kept-newer", late.GetProperty("placed").GetString());
        Assert.Equal(HttpStatusCode.NoContent, await deployment.StatusAsync("/mosaic/tiles/WebMercatorQuad/8/130/90.npy", ""));
    }

    [Fact]
    public async Task What_is_replaced_by_no_valid_file_is_gone()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);
        await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map, 10, null), hour: 1);
        Assert.NotEqual(1, await deployment.Places.CountAsync());

        await deployment.UploadAsync("a.tif", "Not a TIFF."u8.ToArray(), hour: 2);

        Assert.Equal(1, await deployment.Places.CountAsync()); // The levels.
        Assert.Equal(HttpStatusCode.NoContent, await deployment.StatusAsync("/mosaic/tiles/WebMercatorQuad/8/130/90.npy", ""));
    }

    [Fact]
    public async Task Files_of_every_size_are_found_at_every_level()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);

        // The same corner of the world, from a continent to a street.
        (int Zoom, int Column, int Row)[] maps = [(2, 2, 1), (5, 16, 11), (8, 130, 90), (12, 2080, 1440), (16, 33280, 23040)];
        for (int i = 0; i < maps.Length; i++)
        {
            byte[] file = MosaicFixture.FileOf(new(maps[i].Zoom, maps[i].Column, maps[i].Row, 1, 1), (byte)(10 * (i + 1)), null);
            await deployment.UploadAsync($"{i}.tif", file, hour: i);
        }

        foreach ((int zoom, int column, int row) in maps)
        {
            string[] found = await deployment.JsonAsync<string[]>($"/mosaic/tiles/WebMercatorQuad/{zoom}/{column}/{row}/assets", "");
            Assert.Equal(maps.Length, found.Length);
        }

        Assert.Equal(5, (await deployment.JsonAsync<string[]>("/mosaic/tiles/WebMercatorQuad/0/0/0/assets", "")).Length);
        string[] far = await deployment.JsonAsync<string[]>("/mosaic/point/40,40/assets", "");
        Assert.EndsWith("/0.tif", Assert.Single(far), StringComparison.Ordinal); // The continent.
    }

    [Fact]
    public async Task More_than_one_answer_is_made_of_is_counted_and_the_rest_is_left_out()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services, o => o with { MaxFiles = 3 });
        for (int i = 0; i < 8; i++)
        {
            await deployment.UploadAsync($"{i}.tif", MosaicFixture.FileOf(s_map, (byte)(10 + i), null), hour: i);
        }

        using HttpResponseMessage tile = await deployment.GetAsync(
            "/mosaic/tiles/WebMercatorQuad/8/130/90.npy",
            "",
            "&pixel_selection=lowest"
        );

        Assert.Equal("5", tile.Headers.GetValues("X-Mosaic-Left-Out").Single());
        Assert.Equal(15, NumPyResponse.Parse(await tile.Content.ReadAsByteArrayAsync(Token)).Data[0]); // of the three newest
    }

    [Fact]
    public async Task Maps_know_where_a_folder_is()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);
        await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map, 10, null), hour: 1);

        JsonElement tileJson = await deployment.JsonAsync<JsonElement>("/mosaic/WebMercatorQuad/tilejson.json", "");

        double[] bounds = [.. tileJson.GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble())];
        Assert.Equal((2.8125, 4.21875), (Math.Round(bounds[0], 9), Math.Round(bounds[2], 9)));
        Assert.InRange(tileJson.GetProperty("maxzoom").GetInt32(), 8, 9);
    }

    [Fact]
    public async Task A_folder_that_may_not_be_read_is_not_looked_at()
    {
        await using Deployment deployment = await Deployment.CreateAsync(services);
        await deployment.UploadAsync("a.tif", MosaicFixture.FileOf(s_map, 10, null), hour: 1);

        using HttpResponseMessage answer = await deployment.Server.Client.GetAsync(
            "/mosaic/tiles/WebMercatorQuad/8/130/90/assets?url=s3://another-bucket/",
            Token
        );

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_table_a_folder_is_no_mosaic()
    {
        await using TestServer server = await TestServer.StartAsync();

        using HttpResponseMessage answer = await server.Client.GetAsync("/mosaic/info?url=s3://bucket/", Token);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("COG_MOSAIC_TABLE", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private sealed class Deployment : IAsyncDisposable
    {
        private ServiceProvider _functions = null!;

        public required S3Bucket Bucket { get; init; }

        public required PlacesTable Places { get; init; }

        public TestServer Server { get; private set; } = null!;

        public static async Task<Deployment> CreateAsync(AwsServices services, Func<MosaicSettings, MosaicSettings>? settings = null)
        {
            RadosGateway gateway = await services.S3Async();
            var deployment = new Deployment
            {
                Bucket = await S3Bucket.CreateAsync(gateway),
                Places = await PlacesTable.CreateAsync(services),
            };
            var mosaics = new MosaicSettings { IndexTable = deployment.Places.Name };
            var options = new CogOptions
            {
                AllowedSources = [$"s3://{deployment.Bucket.Name}/"],
                Aws = AwsServices.Options(gateway.Endpoint, RadosGateway.Owner) with
                {
                    DynamoDbEndpoint = deployment.Places.Settings.DynamoDbEndpoint,
                },
                Mosaics = settings?.Invoke(mosaics) ?? mosaics,
            };
            deployment._functions = new ServiceCollection().AddCog(options).BuildServiceProvider();
            deployment.Server = await TestServer.StartAsync(options);
            return deployment;
        }

        public async Task<JsonElement> UploadAsync(string key, byte[] file, int hour)
        {
            await Bucket.PutAsync(key, file);
            return await HandleAsync(UploadBucket.Created(key), hour);
        }

        public async Task<JsonElement> RemoveAsync(string key, int hour) => await HandleAsync(UploadBucket.Removed(key), hour);

        public async Task<byte[]> PixelsAsync(string folder, string more = "")
        {
            using HttpResponseMessage tile = await GetAsync("/mosaic/tiles/WebMercatorQuad/8/130/90.npy", folder, more);
            Assert.True(tile.IsSuccessStatusCode, await tile.Content.ReadAsStringAsync(Token));
            byte[] data = NumPyResponse.Parse(await tile.Content.ReadAsByteArrayAsync(Token)).Data;
            return [data[0], data[255]];
        }

        public async Task<HttpStatusCode> StatusAsync(string path, string folder)
        {
            using HttpResponseMessage answer = await GetAsync(path, folder);
            return answer.StatusCode;
        }

        public async Task<T> JsonAsync<T>(string path, string folder)
        {
            using HttpResponseMessage answer = await GetAsync(path, folder);
            string text = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonSerializer.Deserialize<T>(text)!;
        }

        public Task<HttpResponseMessage> GetAsync(string path, string folder, string more = "") =>
            Server.Client.GetAsync($"{path}?url={Uri.EscapeDataString($"s3://{Bucket.Name}/{folder}")}{more}", Token);

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            await _functions.DisposeAsync();
            await Places.DisposeAsync();
            Bucket.Dispose();
        }

        private async Task<JsonElement> HandleAsync(S3Record record, int hour)
        {
            record = record with { Bucket = Bucket.Name, EventTime = new DateTimeOffset(2030, 1, 1, hour, 0, 0, TimeSpan.Zero) };
            byte[] report = await new UploadEvents(TextWriter.Null).HandleAsync(_functions, new S3Event([record]), Token);
            return JsonDocument.Parse(report).RootElement.GetProperty("results")[0];
        }
    }
}
