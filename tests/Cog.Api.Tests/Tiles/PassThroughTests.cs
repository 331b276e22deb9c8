using System.IO.Hashing;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using SkiaSharp;

namespace Cog.Api.Tests.Tiles;

/// <summary>Tiles that are blocks. The files and what GDAL reads of them: tests/data/passthrough.</summary>
public sealed class PassThroughTests : IAsyncLifetime
{
    private const string Header = "X-Tile-Path";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("ycbcr", "10/500/340.jpg", "image/jpeg", "-1 0 0")]
    [InlineData("ycbcr", "10/501/340.jpeg", "image/jpeg", "-1 1 0")]
    [InlineData("ycbcr", "10/500/341", "image/jpeg", "-1 0 1")]
    [InlineData("ycbcr", "10/501/341.jpg?bidx=1&bidx=2&bidx=3&tilesize=256&resampling=cubic", "image/jpeg", "-1 1 1")]
    [InlineData("ycbcr", "9/250/170.jpg", "image/jpeg", "0 0 0")]
    [InlineData("rgb", "10/500/340.jpg", "image/jpeg", "-1 0 0")]
    [InlineData("gray", "10/500/340.jpg?return_mask=false&padding=2", "image/jpeg", "-1 0 0")]
    [InlineData("webp", "10/500/340.webp", "image/webp", "-1 0 0")]
    [InlineData("webp", "10/500/340", "image/webp", "-1 0 0")]
    [InlineData("webp-lossless", "10/500/340.webp", "image/webp", "-1 0 0")]
    [InlineData("mask", "10/500/340", "image/jpeg", "-1 0 0")]
    [InlineData("mask", "10/501/340.jpg", "image/jpeg", "-1 1 0")] // A JPEG shows what is stored under the mask.
    public async Task A_block_is_answered_as_it_is_and_has_the_pixels_that_GDAL_reads(
        string file,
        string tile,
        string mediaType,
        string block
    )
    {
        using HttpResponseMessage response = await GetAsync(_server, $"WebMercatorQuad/{tile}", file);

        Assert.Equal(["passthrough"], response.Headers.GetValues(Header));
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.Contains("Content-Bbox"));
        byte[] picture = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(GdalsChecksum($"{file} {block}"), Crc32.HashToUInt32(Pixels(picture, file == "gray" ? 1 : 3)));
    }

    [Theory]
    [InlineData("ycbcr", "0/0/0.jpg", "0 0 0")]
    [InlineData("ycbcr", "1/1/0.jpg", "-1 1 0")]
    [InlineData("rgb", "0/0/0.jpg", "-1 0 0")]
    public async Task So_is_a_block_of_the_files_own_grid(string file, string tile, string block)
    {
        using HttpResponseMessage response = await GetAsync(_server, $"CogGrid/{tile}", file);

        Assert.Equal(["passthrough"], response.Headers.GetValues(Header));
        byte[] picture = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(GdalsChecksum($"{file} {block}"), Crc32.HashToUInt32(Pixels(picture, 3)));
    }

    [Theory]
    [InlineData("10/500/340")]
    [InlineData("9/250/170")]
    public async Task Its_pixels_are_those_that_are_drawn(string tile)
    {
        using HttpResponseMessage stored = await GetAsync(_server, $"WebMercatorQuad/{tile}.jpg", "ycbcr");
        using HttpResponseMessage drawn = await GetAsync(_server, $"WebMercatorQuad/{tile}.png", "ycbcr");

        Assert.Equal((true, false), (stored.Headers.Contains(Header), drawn.Headers.Contains(Header)));
        Assert.Equal(
            Pixels(await drawn.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), 3),
            Pixels(await stored.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), 3)
        );
        Assert.Equal(drawn.Headers.GetValues("Content-Bbox"), stored.Headers.GetValues("Content-Bbox"));
        Assert.Equal(drawn.Headers.GetValues("Content-Crs"), stored.Headers.GetValues("Content-Crs"));
    }

    [Theory]
    // What is asked for.
    [InlineData("ycbcr", "10/500/340.png")]
    [InlineData("ycbcr", "10/500/340.webp")]
    [InlineData("ycbcr", "10/500/340.npy")]
    [InlineData("ycbcr", "10/500/340.tif")]
    [InlineData("ycbcr", "10/500/340.jpg?rescale=0,200")]
    [InlineData("ycbcr", "10/500/340.jpg?rescale=auto")]
    [InlineData("ycbcr", "10/500/340.jpg?color_formula=gamma rgb 1.1")]
    [InlineData("ycbcr", "10/500/340.jpg?bidx=3&bidx=2&bidx=1")]
    [InlineData("ycbcr", "10/500/340.jpg?bidx=1")]
    [InlineData("ycbcr", "10/500/340.jpg?bidx=1&bidx=1&bidx=1")]
    [InlineData("ycbcr", "10/500/340.jpg?expression=b1;b2;b3")]
    [InlineData("ycbcr", "10/500/340.jpg?algorithm=grayscale")]
    [InlineData("ycbcr", "10/500/340.jpg?unscale=true")]
    [InlineData("ycbcr", "10/500/340.jpg?nodata=0")]
    [InlineData("ycbcr", "10/500/340.jpg?buffer=1")]
    [InlineData("ycbcr", "10/500/340.jpg?tilesize=128")]
    [InlineData("ycbcr", "10/500/340.jpg?tilesize=512")]
    [InlineData("ycbcr", "10/500/340@2x.jpg")]
    [InlineData("gray", "10/500/340.jpg?colormap_name=viridis")]
    // Where the tile lies.
    [InlineData("ycbcr", "11/1000/680.jpg")]
    [InlineData("ycbcr", "8/125/85.jpg")]
    [InlineData("offset", "10/500/340.jpg")]
    [InlineData("edge", "10/501/340.jpg")]
    // How the block is stored.
    [InlineData("deflate", "10/500/340.jpg")]
    [InlineData("planar", "10/500/340.jpg")]
    [InlineData("alpha", "10/500/340.jpg")]
    [InlineData("cmyk", "10/500/340.jpg")]
    [InlineData("webp-alpha", "10/500/340.webp")]
    [InlineData("webp", "10/500/340.jpg")]
    // What is masked.
    [InlineData("nodata", "10/500/340.jpg")]
    [InlineData("nodata", "10/500/340")]
    [InlineData("mask", "10/501/340")]
    [InlineData("mask", "10/501/340?return_mask=false")] // The format still follows the mask.
    [InlineData("webp-mask", "10/501/340.webp")]
    public async Task Anything_else_is_drawn(string file, string tile)
    {
        using HttpResponseMessage response = await GetAsync(_server, $"WebMercatorQuad/{tile}", file);

        Assert.False(response.Headers.Contains(Header));
    }

    [Theory]
    [InlineData("edge", "10/500/340.jpg")]
    [InlineData("webp-mask", "10/500/340.webp")]
    [InlineData("webp-mask", "10/501/340.webp?return_mask=false")]
    public async Task Its_neighbour_is_not(string file, string tile)
    {
        using HttpResponseMessage response = await GetAsync(_server, $"WebMercatorQuad/{tile}", file);

        Assert.True(response.Headers.Contains(Header));
    }

    [Theory]
    [InlineData("0/1/0.jpg")] // A block at the edge is clipped, and a tile is not.
    [InlineData("0/0/0@2x.jpg")]
    [InlineData("0/0/0.jpg?tilesize=128")]
    public async Task Blocks_of_the_files_own_grid_are_drawn_at_its_edge_and_in_other_sizes(string tile)
    {
        using HttpResponseMessage response = await GetAsync(_server, $"CogGrid/{tile}", "edge");

        Assert.False(response.Headers.Contains(Header));
    }

    [Fact]
    public async Task Settings_that_ask_for_another_picture_have_it_drawn()
    {
        CogOptions local = CogOptions.LocalMachine;

        Assert.Equal((true, true), await ServesAsync(local, "ycbcr", "10/500/340.jpg"));
        Assert.Equal((false, true), await ServesAsync(local with { PassThrough = false }, "ycbcr", "10/500/340.jpg"));
        Assert.Equal((false, true), await ServesAsync(local with { Jpeg = new() { Quality = 50 } }, "ycbcr", "10/500/340.jpg"));
        Assert.Equal((true, true), await ServesAsync(local with { Jpeg = new() { Quality = 50 } }, "webp", "10/500/340.webp"));
        Assert.NotEqual(local.PictureSettings, (local with { PassThrough = false }).PictureSettings);
    }

    [Fact]
    public async Task A_mask_is_asked_only_where_a_masked_block_is_kept_to_be_drawn()
    {
        CogOptions forgetful = CogOptions.LocalMachine with { EnableBlockCache = false };

        Assert.Equal((false, true), await ServesAsync(forgetful, "mask", "10/500/340"));
        Assert.Equal((true, true), await ServesAsync(forgetful, "mask", "10/500/340.jpg"));
        Assert.Equal((true, true), await ServesAsync(forgetful, "ycbcr", "10/500/340"));
    }

    private static async Task<(bool IsStored, bool IsOk)> ServesAsync(CogOptions options, string file, string tile)
    {
        await using TestServer server = await TestServer.StartAsync(options);
        using HttpResponseMessage response = await GetAsync(server, $"WebMercatorQuad/{tile}", file);
        return (response.Headers.Contains(Header), response.IsSuccessStatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestServer server, string tile, string file)
    {
        string url = Uri.EscapeDataString(TestData.PathOf($"passthrough/{file}.tif"));
        HttpResponseMessage response = await server.Client.GetAsync(
            $"/cog/tiles/{tile}{(tile.Contains('?', StringComparison.Ordinal) ? '&' : '?')}url={url}",
            TestContext.Current.CancellationToken
        );
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response;
    }

    // By libjpeg-turbo and libwebp, which go by the markers of the picture.
    private static byte[] Pixels(byte[] picture, int bands)
    {
        using SKCodec codec = SKCodec.Create(SKData.CreateCopy(picture));
        var info = new SKImageInfo(256, 256, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        using var bitmap = new SKBitmap(info);
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, bitmap.GetPixels()));
        return [.. bitmap.GetPixelSpan().ToArray().Where((_, i) => i % 4 < bands)];
    }

    private static uint GdalsChecksum(string block)
    {
        string line = Assert.Single(File.ReadAllLines(TestData.PathOf("passthrough/blocks.txt")), l =>
            l.StartsWith($"{block} ", StringComparison.Ordinal)
        );
        return Convert.ToUInt32(line.Split(' ')[^1], 16);
    }
}
