using System.Text.Json;
using Cog.Api.Requests;
using Cog.Testing;
using Cog.Testing.Web;
using SkiaSharp;

namespace Cog.Api.Tests.Pixels;

/// <summary>
/// What pictures, arrays and numbers say of files with colour tables, nodata and uneven sizes; the expected values are rasterio's and
/// GDAL's, see tests/data/functions/make.py.
/// </summary>
public class DrawingTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static readonly string Thirds = TestData.PathOf("functions/thirds-4326.tif");
    private static readonly string Plan = TestData.PathOf("functions/plan-3857.tif");
    private static readonly string Palette = TestData.PathOf("functions/palette-3857.tif");
    private static readonly string Grey = TestData.PathOf("functions/grey-3857.tif");

    // ceil(max_size × rows / columns) of rio-tiler's _get_width_height: 64 × 300 / 600 = 32, 97 × 0.5 = 48.5; one side alone likewise.
    [Theory]
    [InlineData("max_size=64", 32, 64)]
    [InlineData("max_size=97", 49, 97)]
    [InlineData("max_size=600", 300, 600)]
    [InlineData("max_size=2000", 300, 600)]
    [InlineData("width=64", 32, 64)]
    [InlineData("height=31", 31, 62)]
    public async Task A_preview_has_the_shape_of_the_files_whole_pixels(string query, int rows, int columns) =>
        Assert.Equal([2, rows, columns], (await functions.GetArrayAsync($"/cog/preview.npy?{query}", Thirds)).Shape);

    // rio-tiler, of windows of whole and of other pixels: the longer side counts rounded pixels, one side alone the box as it is.
    [Theory]
    [InlineData(600.0000000001, 300.0000000002, null, 64, 64, 32)]
    [InlineData(599.6, 300.4, null, 64, 64, 32)]
    [InlineData(300.4, 599.6, null, 64, 32, 64)]
    [InlineData(600.0, 301.0, null, 64, 64, 33)]
    [InlineData(100.0, 50.5, 10, null, 10, 6)]
    public void A_box_has_the_size_that_rio_tiler_gives_it(
        double columns,
        double rows,
        int? width,
        int? maxSize,
        int expectedWidth,
        int expectedHeight
    ) => Assert.Equal(new(expectedWidth, expectedHeight), new OutputSize(width, null, maxSize).Of(columns, rows));

    // As rio-tiler's render() of two bands and a mask, which GDAL's PNG driver takes for red, green and blue.
    [Fact]
    public async Task Two_bands_are_red_and_green_and_their_mask_is_blue()
    {
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync("/cog/preview/300x200.png?bidx=1&bidx=2", FunctionsFixture.Rgb));
        using SKBitmap webP = SKBitmap.Decode(await functions.GetAsync("/cog/preview/300x200.webp?bidx=1&bidx=2", FunctionsFixture.Rgb));

        // 7, 0, 0 is the third pixel, and 0, which is nodata, its second band: masked as a whole only where every band is.
        using SKBitmap bytes = SKBitmap.Decode(
            await functions.GetAsync("/cog/preview/2x2.png?bidx=1&bidx=2&rescale=0,255", FunctionsFixture.Holes)
        );
        NumPyResponse samples = await functions.GetArrayAsync("/cog/preview/2x2.npy?bidx=1&bidx=2&rescale=0,255", FunctionsFixture.Holes);

        Assert.Equal(new SKColor(10, 20, 255), picture.GetPixel(10, 20));
        Assert.InRange(webP.GetPixel(10, 20).Blue, 250, 255);
        Assert.Equal(samples.Data[8..12], new[] { (0, 0), (1, 0), (0, 1), (1, 1) }.Select(p => bytes.GetPixel(p.Item1, p.Item2).Blue));
        Assert.Contains((byte)0, samples.Data[8..12]);
    }

    [Theory]
    [InlineData("/cog/preview.jpg?bidx=1&bidx=2")] // GDAL's JPEG holds no two bands either,
    [InlineData("/cog/preview.png?bidx=1&bidx=2&return_mask=false")] // and without the mask the second band would hide the first.
    [InlineData("/cog/preview.png?bidx=1&bidx=2&bidx=3&bidx=1")]
    public async Task Bands_that_make_no_picture_are_refused(string path) =>
        Assert.Equal(400, (await functions.GetProblemAsync(path, FunctionsFixture.Rgb)).Status);

    [Fact]
    public async Task Of_a_parameter_that_is_there_twice_the_last_counts() // As Starlette's QueryParams.get.
    {
        NumPyResponse smaller = await functions.GetArrayAsync("/cog/preview.npy?max_size=100&max_size=50", FunctionsFixture.Rgb);

        Assert.Equal([4, 34, 50], smaller.Shape);
        Assert.Equal(
            await functions.GetAsync("/cog/preview/9x9.png?bidx=1&colormap_name=hot", FunctionsFixture.Rgb),
            await functions.GetAsync("/cog/preview/9x9.png?bidx=1&colormap_name=viridis&colormap_name=hot", FunctionsFixture.Rgb)
        );
    }

    [Fact]
    public async Task A_nodata_value_of_NaN_is_null()
    {
        JsonElement info = await functions.GetJsonAsync("/cog/info", Thirds);

        Assert.Equal(
            ("Nodata", JsonValueKind.Null),
            (info.GetProperty("nodata_type").GetString(), info.GetProperty("nodata_value").ValueKind)
        );
    }

    // rasterio.features.rasterize(all_touched=True) of the triangle: 36,360 pixels, of which 18,180 are not NaN; ten times as fine it
    // covers 36,389.
    [Fact]
    public async Task Valid_percent_is_that_of_the_shape()
    {
        const string Triangle =
            """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[17.3,38.9],[27.3,38.9],[22.3,46.9],[17.3,38.9]]]}}""";
        using var content = new StringContent(Triangle, System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await functions.Client.PostAsync(
            $"/cog/statistics?url={Uri.EscapeDataString(Thirds)}",
            content,
            TestContext.Current.CancellationToken
        );

        JsonElement band = JsonDocument
            .Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("properties")
            .GetProperty("statistics")
            .GetProperty("b1");

        Assert.Equal(49.96, band.GetProperty("valid_percent").GetDouble(), 0.05);
        Assert.Equal(18_180, band.GetProperty("valid_pixels").GetDouble(), 40.0);
        Assert.Equal(300 * 240, band.GetProperty("valid_pixels").GetDouble() + band.GetProperty("masked_pixels").GetDouble());
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("jpg")]
    public async Task A_bilevel_plan_is_black_on_white(string format)
    {
        using SKBitmap picture = SKBitmap.Decode(await functions.GetAsync($"/cog/preview.{format}", Plan));

        Assert.InRange(picture.GetPixel(5, 5).Red, 243, 255);
        Assert.InRange(picture.GetPixel(20, 20).Red, 0, 12);
        Assert.InRange(picture.GetPixel(5, 20).Blue, 0, 12);
    }

    // read(1, out_shape=(4, 9), resampling=…) of rasterio 1.3.5: GDAL falls back to the nearest index, and index 2 is nodata.
    [Theory]
    [InlineData("bilinear")]
    [InlineData("cubic")]
    [InlineData("cubic_spline")]
    [InlineData("lanczos")]
    public async Task Indexes_are_not_interpolated_and_come_as_colours(string resampling)
    {
        const string Indexes = "302332221231221110302332221231221110";
        byte[][] colors =
        [
            [200, 0, 0, 255],
            [0, 150, 0, 255],
            [9, 9, 9, 0],
            [0, 0, 250, 255],
        ];

        NumPyResponse array = await functions.GetArrayAsync($"/cog/preview/9x4.npy?resampling={resampling}", Palette);

        Assert.Equal([4, 4, 9], array.Shape);
        Assert.Equal(Enumerable.Range(0, 4).SelectMany(band => Indexes.Select(i => colors[i - '0'][band])), array.Data);
    }

    // read(1, window=from_bounds(…), boundless=True, masked=True, fill_value=200) of rasterio: the row in the middle.
    [Fact]
    public async Task Beyond_its_edge_a_nodata_image_is_nodata()
    {
        byte[] row =
        [
            .. Enumerable.Repeat((byte)200, 17),
            .. Enumerable.Range(0, 12).Select(i => (byte)(10 * i)),
            .. Enumerable.Repeat((byte)200, 6),
        ];

        NumPyResponse array = await functions.GetArrayAsync(
            "/cog/bbox/999950,5999780,1000300,6000050/35x27.npy?coord_crs=EPSG:3857&return_mask=false",
            Grey
        );

        Assert.Equal(row, array.Data[(10 * 35)..(11 * 35)]);
        Assert.All(array.Data[..35], v => Assert.Equal(200, v));
    }

    // WarpedVRT(crs="EPSG:4326", nodata=200, src_nodata=200) begins with 200 as well.
    [Fact]
    public async Task A_warped_nodata_image_is_nodata_where_nothing_is_seen()
    {
        NumPyResponse array = await functions.GetArrayAsync("/cog/preview.npy?dst_crs=EPSG:4326", Grey);
        int pixels = array.Data.Length / 2;

        Assert.All(array.Data[..pixels].Zip(array.Data[pixels..]), pixel => Assert.Equal(pixel.First == 200 ? 0 : 255, pixel.Second));
        Assert.Contains((byte)200, array.Data[..pixels]);
    }

    [Fact]
    public async Task Without_a_mask_nodata_is_shown_as_stored()
    {
        using SKBitmap opaque = SKBitmap.Decode(await functions.GetAsync("/cog/preview.png?return_mask=false", Grey));
        using SKBitmap jpeg = SKBitmap.Decode(await functions.GetAsync("/cog/preview.jpg", Grey));

        Assert.Equal((new SKColor(200, 200, 200), new SKColor(50, 50, 50)), (opaque.GetPixel(5, 5), opaque.GetPixel(17, 5)));
        Assert.InRange(jpeg.GetPixel(4, 4).Red, 196, 204);
    }
}
