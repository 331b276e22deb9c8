using System.Net;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Tiles;

public class TileEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Tile = "/cog/tiles/WebMercatorQuad/10/511/340";

    [Theory]
    [InlineData(Tile + ".npy")]
    [InlineData("/cog/tiles/10/511/340.npy")] // TiTiler before 0.19
    [InlineData("/cog/tiles/10/511/340@1x.npy?TileMatrixSetId=WebMercatorQuad")]
    [InlineData(Tile + ".npy?TILESIZE=256&RESAMPLING=nearest&whatever=1")]
    public async Task A_tile_that_is_the_image_has_its_very_pixels(string path)
    {
        NumPyResponse array = await functions.GetArrayAsync(path, FunctionsFixture.Ramp);

        Assert.Equal(("<u2", "2,256,256"), (array.Type, string.Join(',', array.Shape)));
        ReadOnlySpan<ushort> samples = array.As<ushort>();
        for (int i = 0; i < 256 * 256; i++)
        {
            bool isNoData = i / 256 < 16 && i % 256 < 32;
            ushort value = (ushort)((i % 65535) + 1);
            Assert.Equal((isNoData ? 0 : value, isNoData ? 0 : 65535), (isNoData ? 0 : samples[i], samples[(256 * 256) + i]));
        }
    }

    [Theory]
    [InlineData(Tile + "@2x.npy", 512)]
    [InlineData("/cog/tiles/10/511/340@4x.npy", 1024)]
    [InlineData(Tile + ".npy?tilesize=100", 100)]
    [InlineData(Tile + ".npy?buffer=2", 260)]
    [InlineData(Tile + ".npy?buffer=0.5&padding=3", 257)]
    public async Task A_tile_has_the_size_that_is_asked_for(string path, int size) =>
        Assert.Equal([2, size, size], (await functions.GetArrayAsync(path, FunctionsFixture.Ramp)).Shape);

    [Fact]
    public async Task Bands_and_the_mask_are_chosen()
    {
        NumPyResponse array = await functions.GetArrayAsync(
            "/cog/tiles/14/7510/6862.npy?bidx=3&bidx=1&return_mask=false",
            FunctionsFixture.Rgb
        );

        Assert.Equal(("|u1", 2), (array.Type, array.Shape[0]));
    }

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("pngraw", "image/png")]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    [InlineData("npy", "application/x-binary")]
    [InlineData("tif", "image/tiff; application=geotiff")]
    public async Task Every_format_is_a_suffix(string suffix, string mediaType)
    {
        using HttpResponseMessage response = await functions.SendAsync($"{Tile}.{suffix}?rescale=0,65535", FunctionsFixture.Ramp);

        Assert.Equal(
            (HttpStatusCode.OK, mediaType),
            (response.StatusCode, string.Join(',', response.Content.Headers.GetValues("Content-Type")))
        );
    }

    [Fact]
    public async Task Without_a_suffix_a_picture_with_masked_pixels_is_png_and_one_without_is_jpeg()
    {
        using HttpResponseMessage masked = await functions.SendAsync($"{Tile}?rescale=0,65535", FunctionsFixture.Ramp);
        using HttpResponseMessage full = await functions.SendAsync("/cog/tiles/11/1023/681?rescale=0,65535", FunctionsFixture.Ramp);

        Assert.Equal(
            ("image/png", "image/jpeg"),
            (masked.Content.Headers.ContentType?.MediaType, full.Content.Headers.ContentType?.MediaType)
        );
    }

    [Fact]
    public async Task The_headers_say_where_it_is_and_what_it_cost()
    {
        await using TestServer server = await TestServer.StartAsync(); // One that has nothing in memory.
        using HttpResponseMessage response = await server.Client.GetAsync(
            $"{Tile}.png?rescale=0,65535&url={FunctionsFixture.Ramp}",
            TestContext.Current.CancellationToken
        );

        double[] box =
        [
            .. response
                .Headers.GetValues("Content-Bbox")
                .Single()
                .Split(',')
                .Select(n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture)),
        ];
        double[] expected = [-39135.75848200917, 6692214.700423752, 0, 6731350.458905762];
        Assert.All(box.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal("<http://www.opengis.net/def/crs/EPSG/0/3857>", response.Headers.GetValues("Content-Crs").Single());
        Assert.Equal("public, max-age=3600", response.Headers.CacheControl?.ToString());
        Assert.Matches(
            "^header;dur=[0-9.]+;desc=\"file\", read;dur=[0-9.]+, decode;dur=[0-9.]+, encode;dur=[0-9.]+, blocks;desc=\"4\", "
                + "cached;desc=\"0\", "
                + "range;dur=[0-9.]+;desc=\"0\\+16384\", range;dur=[0-9.]+;desc=\"[0-9]+\\+[0-9]+\", total;dur=[0-9.]+$",
            response.Headers.GetValues("Server-Timing").Single()
        );
        Assert.Equal("2", response.Headers.GetValues("X-Cog-Reads").Single());
    }

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/10/0/0.png", "Tile(x=0, y=0, z=10) is outside bounds")]
    [InlineData("/cog/tiles/WebMercatorQuad/10/511/341.png", "Tile(x=511, y=341, z=10) is outside bounds")]
    [InlineData("/cog/tiles/1/-1/2.png", "Tile(x=-1, y=2, z=1) is outside bounds")]
    [InlineData("/cog/tiles/99/0/0.png", "Tile(x=0, y=0, z=99) is outside bounds")]
    [InlineData("/cog/tiles/1/99999999999/0.png", "Tile(x=99999999999, y=0, z=1) is outside bounds")]
    public async Task A_tile_without_pixels_is_not_found(string path, string detail) =>
        Assert.Equal((404, detail), await functions.GetProblemAsync(path, FunctionsFixture.Ramp));

    [Theory]
    [InlineData("/cog/tiles/10/511/y.png")]
    [InlineData("/cog/tiles/1.5/511/340.png")]
    [InlineData("/cog/tiles/10/511/340@0x.png")]
    [InlineData("/cog/tiles/10/511/340@5x.png")]
    [InlineData("/cog/tiles/10/511/340@2.png")]
    [InlineData("/cog/tiles/10/511/340.bmp")]
    [InlineData("/cog/tiles/NoSuchQuad/10/511/340.png")]
    [InlineData(Tile + ".png?rescale=1")]
    [InlineData(Tile + ".png?rescale=1,1")]
    [InlineData(Tile + ".png?rescale=a,b")]
    [InlineData(Tile + ".png?colormap_name=nope")]
    [InlineData(Tile + ".png?color_formula=Nope%20RGB%201")]
    [InlineData(Tile + ".png?bidx=0")]
    [InlineData(Tile + ".png?bidx=2")]
    [InlineData(Tile + ".png?nodata=none")]
    [InlineData(Tile + ".png?resampling=best")]
    [InlineData(Tile + ".png?tilesize=0")]
    [InlineData(Tile + ".png?return_mask=perhaps")]
    public async Task A_request_that_makes_no_sense_is_told_so(string path) =>
        Assert.Equal(422, (await functions.GetProblemAsync(path, FunctionsFixture.Ramp)).Status);
}
