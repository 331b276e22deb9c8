using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Mosaics;

/// <summary>Mosaics of several files by their addresses, and of STAC items.</summary>
public class AnyMosaicTests
{
    private const string Cog = "image/tiff; application=geotiff; profile=cloud-optimized";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_files_are_one_map_in_the_order_of_their_addresses()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string left = fixture.PutHalf("left.tif", 10, right: false),
            right = fixture.PutHalf("right.tif", 30, right: true),
            whole = fixture.PutWhole("whole.tif", 20);

        Assert.Equal([10, 20], await PixelsAsync(fixture, Urls(left, whole, right)));
        Assert.Equal([20, 20], await PixelsAsync(fixture, Urls(whole, left, right)));
        Assert.Equal([20, 30], await PixelsAsync(fixture, $"{Urls(left, whole, right)}&pixel_selection=highest"));
        Assert.Equal([20, 60], await PixelsAsync(fixture, $"{Urls(left, right)}&expression=b1*2"));
        Assert.Equal([20, 20], await PixelsAsync(fixture, Urls(whole)));
    }

    [Fact]
    public async Task They_know_together_where_they_are()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string query = Urls(fixture.PutHalf("left.tif", 10, right: false), fixture.PutHalf("right.tif", 30, right: true));

        JsonElement info = await JsonAsync(fixture, "/mosaic/info", query);
        JsonElement tileJson = await JsonAsync(fixture, "/mosaic/WebMercatorQuad/tilejson.json", query);

        Assert.Equal(["bounds", "crs", "name", "quadkeys"], info.EnumerateObject().Select(m => m.Name));
        double[] bounds = [.. info.GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble())];
        Assert.Equal((2.8125, 4.21875), (Math.Round(bounds[0], 6), Math.Round(bounds[2], 6)));
        Assert.Equal(9, tileJson.GetProperty("maxzoom").GetInt32());
        Assert.Equal(2, tileJson.GetProperty("tiles")[0].GetString()!.Split("url=").Length - 1);
    }

    [Fact]
    public async Task Items_of_a_collection_are_one_map_and_those_elsewhere_are_not_opened()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.PutHalf("left.tif", 10, right: false);
        fixture.PutHalf("right.tif", 30, right: true);
        fixture.Host.Put(
            "items.json",
            Collection(
                Item("left", "left.tif", 2.8, 46, 3.6, 47.1),
                Item("elsewhere", "missing.tif", 100, 0, 101, 1),
                Item("right", "right.tif", 3.5, 46, 4.3, 47.1)
            )
        );
        string query = $"url={Uri.EscapeDataString(fixture.Host.AddressOf("items.json"))}";

        Assert.Equal([10, 30], await PixelsAsync(fixture, query));
        Assert.Equal([10, 30], await PixelsAsync(fixture, $"{query}&assets=data"));
        Assert.DoesNotContain("missing.tif", fixture.Host.Requests);
        Assert.Equal(
            ["left", "right"],
            (await JsonAsync(fixture, "/mosaic/tiles/WebMercatorQuad/8/130/90/assets", query)).EnumerateArray().Select(a => a.GetString())
        );
        JsonElement info = await JsonAsync(fixture, "/mosaic/info", query);
        Assert.Equal([2.8, 0, 101, 47.1], info.GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble()));
        JsonElement point = await JsonAsync(fixture, "/mosaic/point/3.1,46.5", query);
        Assert.Equal("left", Assert.Single(point.GetProperty("assets").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_item_without_the_asset_is_named_and_left_out()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.PutWhole("whole.tif", 10);
        fixture.Host.Put(
            "items.json",
            Collection(Item("first", "whole.tif", 2.8, 46, 4.3, 47.1, asset: "other"), Item("second", "whole.tif", 2.8, 46, 4.3, 47.1))
        );

        using HttpResponseMessage tile = await GetAsync(
            fixture,
            "/mosaic/tiles/WebMercatorQuad/8/130/90.npy",
            $"url={Uri.EscapeDataString(fixture.Host.AddressOf("items.json"))}&assets=data"
        );

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Equal("first", tile.Headers.GetValues("X-Mosaic-Failed").Single());
    }

    [Fact]
    public async Task An_item_names_no_file_of_this_machine()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.Host.Put("items.json", Collection(Item("a", "file:///etc/passwd", 2.8, 46, 4.3, 47.1)));

        using HttpResponseMessage tile = await GetAsync(
            fixture,
            "/mosaic/tiles/WebMercatorQuad/8/130/90.npy",
            $"url={Uri.EscapeDataString(fixture.Host.AddressOf("items.json"))}"
        );

        Assert.Equal(HttpStatusCode.Forbidden, tile.StatusCode);
    }

    [Fact]
    public async Task What_is_no_collection_is_refused()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.Host.Put("items.json", "{\"type\": \"Feature\"}"u8.ToArray());

        using HttpResponseMessage answer = await GetAsync(
            fixture,
            "/mosaic/info",
            $"url={Uri.EscapeDataString(fixture.Host.AddressOf("items.json"))}"
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private static string Urls(params string[] urls) => string.Join('&', urls.Select(url => $"url={Uri.EscapeDataString(url)}"));

    private static byte[] Collection(params string[] items) =>
        Encoding.UTF8.GetBytes($$"""{"type": "FeatureCollection", "features": [{{string.Join(", ", items)}}]}""");

    private static string Item(string id, string href, double west, double south, double east, double north, string asset = "data") =>
        FormattableString.Invariant(
            $$"""
            {"type": "Feature", "stac_version": "1.0.0", "id": "{{id}}", "bbox": [{{west}}, {{south}}, {{east}}, {{north}}],
            "geometry": null, "properties": {"datetime": "2030-01-01T00:00:00Z"}, "links": [],
            "assets": {"{{asset}}": {"href": "{{href}}", "type": "{{Cog}}"} } }
            """
        );

    private static Task<HttpResponseMessage> GetAsync(MosaicFixture fixture, string path, string query) =>
        fixture.Server.Client.GetAsync($"{path}?{query}", Token);

    private static async Task<byte[]> PixelsAsync(MosaicFixture fixture, string query)
    {
        using HttpResponseMessage tile = await GetAsync(fixture, "/mosaic/tiles/WebMercatorQuad/8/130/90.npy", query);
        Assert.True(tile.IsSuccessStatusCode, await tile.Content.ReadAsStringAsync(Token));
        NumPyResponse pixels = NumPyResponse.Parse(await tile.Content.ReadAsByteArrayAsync(Token));
        return pixels.Type switch
        {
            "|u1" => [pixels.Data[0], pixels.Data[255]],
            "<i4" => [(byte)pixels.As<int>()[0], (byte)pixels.As<int>()[255]],
            "<i2" => [(byte)pixels.As<short>()[0], (byte)pixels.As<short>()[255]],
            "<f4" => [(byte)pixels.As<float>()[0], (byte)pixels.As<float>()[255]],
            _ => [(byte)pixels.As<double>()[0], (byte)pixels.As<double>()[255]],
        };
    }

    private static async Task<JsonElement> JsonAsync(MosaicFixture fixture, string path, string query)
    {
        using HttpResponseMessage answer = await GetAsync(fixture, path, query);
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
