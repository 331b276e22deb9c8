using System.Globalization;
using System.Text;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

public class PartialReadEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    [Fact]
    public async Task A_block_is_clipped_to_the_image_and_has_no_mask()
    {
        NumPyResponse first = await functions.GetArrayAsync("/cog/block/0/0/0.npy", FunctionsFixture.Rgb);
        NumPyResponse last = await functions.GetArrayAsync("/cog/block/0/2/1.npy", FunctionsFixture.Rgb);

        Assert.Equal([3, 128, 128], first.Shape);
        Assert.Equal([3, 72, 44], last.Shape);
        Assert.Equal([(256 + 0) % 256, 128, (256 + 128) % 256], new[] { (int)last.Data[0], last.Data[72 * 44], last.Data[2 * 72 * 44] });
    }

    [Theory]
    [InlineData("500005,3099995", "[null,7.0,8.0]")]
    [InlineData("500015,3099995", "[3.0,null,9.0]")]
    [InlineData("500015,3099985", "[null,null,null]")]
    [InlineData("500015,3099995?nodata=3", "[null,0.0,9.0]")]
    [InlineData("500015,3099985?nodata=3", "[0.0,0.0,0.0]")]
    [InlineData("500005,3099995?bidx=3&bidx=1", "[8.0,null]")]
    public async Task A_point_has_a_value_in_each_band_that_is_not_nodata(string point, string values) =>
        Assert.Equal(
            values,
            (
                await functions.GetJsonAsync(
                    $"/cog/point/{point}{(point.Contains('?', StringComparison.Ordinal) ? '&' : '?')}coord_crs=native",
                    FunctionsFixture.Holes
                )
            )
                .GetProperty("values")
                .GetRawText()
        );

    [Fact]
    public async Task A_level_is_all_of_one_resolution()
    {
        NumPyResponse image = await functions.GetArrayAsync("/cog/level/0.npy", FunctionsFixture.Rgb);
        NumPyResponse overview = await functions.GetArrayAsync("/cog/level/1.npy", FunctionsFixture.Rgb);
        NumPyResponse mask = await functions.GetArrayAsync("/cog/level/0/mask.npy", FunctionsFixture.Ramp);

        Assert.Equal([3, 200, 300], image.Shape);
        Assert.Equal([3, 100, 150], overview.Shape);
        Assert.Equal("|u1", mask.Type);
        Assert.Equal([256, 256], mask.Shape);
        Assert.Equal(16 * 32, mask.Data.Count(m => m == 0));
        Assert.Equal((256 * 256) - (16 * 32), mask.Data.Count(m => m == 255));
    }

    [Fact]
    public async Task The_mask_of_a_level_is_GDALs_which_knows_alpha_beside_one_and_three_bands_only()
    {
        string file = TestData.PathOf("functions/alpha-of-five.tif");

        Assert.All((await functions.GetArrayAsync("/cog/level/0/mask.npy", file)).Data, m => Assert.Equal(255, m));
        Assert.Equal("Alpha", (await functions.GetJsonAsync("/cog/info", file)).GetProperty("nodata_type").GetString());
    }

    [Theory]
    [InlineData("/cog/block/0/3/0.npy")]
    [InlineData("/cog/block/9/0/0.npy")]
    [InlineData("/cog/level/3.npy")]
    [InlineData("/cog/level/3/mask.npy")]
    [InlineData("/cog/bbox/0,0,1,1.npy?coord_crs=native")]
    [InlineData("/cog/bbox/0,0,1,1.npy")]
    [InlineData("/cog/point/0,0")]
    [InlineData("/cog/point/0,0?coord_crs=native")]
    public async Task What_is_outside_is_not_found(string path) =>
        Assert.Equal(404, (await functions.GetProblemAsync(path, FunctionsFixture.Rgb)).Status);

    [Theory]
    [InlineData("/cog/bbox/500100,3099800,500200,3099900.npy?coord_crs=native&dst_crs=native")]
    [InlineData("/cog/bbox/500100,3099800,500200,3099900.npy?coord_crs=EPSG:32628")]
    [InlineData("/cog/bbox/500100.0,3099800.0,500200.0,3099900.0/10x10.npy?coord-crs=native")]
    [InlineData("/cog/crop/500100,3099800,500200,3099900.npy?coord_crs=native")] // TiTiler before 0.15
    public async Task A_box_in_the_files_own_crs_has_its_very_pixels(string path)
    {
        NumPyResponse array = await functions.GetArrayAsync(path, FunctionsFixture.Rgb);

        Assert.Equal([4, 10, 10], array.Shape);
        for (int i = 0; i < 100; i++)
        {
            (int x, int y) = (10 + (i % 10), 10 + (i / 10));
            Assert.Equal((x, y, x + y, 255), (array.Data[i], array.Data[100 + i], array.Data[200 + i], array.Data[300 + i]));
        }
    }

    [Theory]
    [InlineData("max_size=5", 5, 5)]
    [InlineData("width=20", 20, 20)]
    [InlineData("height=4", 4, 4)]
    [InlineData("width=20&height=7&max_size=3", 7, 20)]
    [InlineData("max_size=11", 10, 10)]
    public async Task A_box_has_the_size_that_is_asked_for(string size, int rows, int columns) =>
        Assert.Equal(
            [4, rows, columns],
            (
                await functions.GetArrayAsync($"/cog/bbox/500100,3099800,500200,3099900.npy?coord_crs=native&{size}", FunctionsFixture.Rgb)
            ).Shape
        );

    [Fact]
    public async Task A_box_in_degrees_is_warped()
    {
        // The same 10 × 10 pixels, of 1/100 of a degree's hundredth: gdaltransform of (500100, 3099800) and (500200, 3099900).
        NumPyResponse array = await functions.GetArrayAsync(
            "/cog/bbox/-14.998983,28.023449,-14.997966,28.024352/10x10.npy",
            FunctionsFixture.Rgb
        );

        Assert.Equal([4, 10, 10], array.Shape);
        Assert.InRange(array.Data[55], 14, 16);
        Assert.InRange(array.Data[155], 14, 16);
    }

    [Theory]
    [InlineData("/cog/bbox/1,2,3,x.npy")]
    [InlineData("/cog/bbox/2,0,1,1.npy?coord_crs=native")]
    [InlineData("/cog/bbox/2,0,1,1.npy?coord_crs=EPSG:3857")]
    [InlineData("/cog/bbox/200,0,-170,1.npy")]
    [InlineData("/cog/bbox/1,0,1,1.npy")]
    [InlineData("/cog/bbox/0,0,1,NaN.npy")]
    [InlineData("/cog/bbox/0,0,1,1/0x10.npy")]
    [InlineData("/cog/bbox/0,0,1,1.bmp")]
    [InlineData("/cog/bbox/0,0,1,1.npy?coord_crs=Mars")]
    [InlineData("/cog/point/1,inf")]
    [InlineData("/cog/block/a/0/0.npy")]
    [InlineData("/cog/block/0/-1/0.npy")]
    [InlineData("/cog/preview.npy?max_size=0")]
    [InlineData("/cog/preview.npy?bidx=9")]
    public async Task A_request_that_makes_no_sense_is_told_so(string path) =>
        Assert.Equal(422, (await functions.GetProblemAsync(path, FunctionsFixture.Rgb)).Status);

    [Theory]
    [InlineData("/cog/bbox/1,2,3.npy", "'1,2,3' is not a box: expected minx,miny,maxx,maxy")]
    [InlineData("/cog/bbox/1,2,3,4,5.png", "'1,2,3,4,5' is not a box")]
    [InlineData("/cog/bbox/0,0,1,1/10.npy", "'10' is not a size: expected columns and rows, e.g. 512x256.")]
    [InlineData("/cog/preview/10.png", "'10' is not a size")]
    [InlineData("/cog/point/1", "'1' is not a point: expected two numbers, longitude,latitude.")]
    [InlineData("/cog/point/1,", "'1,' is not a point")]
    public async Task An_address_of_no_route_of_TiTiler_is_not_found_and_says_what_it_lacks(string path, string detail)
    {
        (int status, string found) = await functions.GetProblemAsync(path, FunctionsFixture.Rgb);

        Assert.Equal(404, status); // FastAPI matches no route for it.
        Assert.StartsWith(detail, found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_beside_the_image_is_not_found_however_large_it_would_be() =>
        Assert.Equal(404, (await functions.GetProblemAsync("/cog/bbox/10,40,12,42.npy", FunctionsFixture.Rgb)).Status);

    [Fact]
    public async Task A_crs_without_a_kernel_is_named() =>
        Assert.Equal(501, (await functions.GetProblemAsync("/cog/bbox/0,0,1,1/2x2.npy?coord_crs=EPSG:32767", FunctionsFixture.Rgb)).Status);

    [Fact]
    public async Task An_answer_that_is_too_large_names_the_largest()
    {
        (int status, string detail) = await functions.GetProblemAsync("/cog/preview/60000x40000.npy", FunctionsFixture.Rgb);

        // 512 MiB are 134217728 pixels of three bytes and the mask: 14188 × 9459 at 3 to 2; 14189 × 9460 is more.
        Assert.Equal(413, status);
        Assert.Contains("60000 × 40000", detail, StringComparison.Ordinal);
        Assert.Contains("max_size=14188", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cog/preview.npy", 200, 300)]
    [InlineData("/cog/preview.npy?max_size=100", 67, 100)]
    [InlineData("/cog/preview/30x20.npy", 20, 30)]
    public async Task A_preview_is_all_of_the_image(string path, int rows, int columns) =>
        Assert.Equal([4, rows, columns], (await functions.GetArrayAsync(path, FunctionsFixture.Rgb)).Shape);

    [Fact]
    public async Task A_preview_without_a_format_is_a_picture_and_can_be_in_another_crs()
    {
        using HttpResponseMessage response = await functions.SendAsync("/cog/preview?dst_crs=EPSG:3857", FunctionsFixture.Rgb);
        NumPyResponse array = await functions.GetArrayAsync("/cog/preview.npy?dst_crs=EPSG:3857", FunctionsFixture.Rgb);

        // rasterio.warp.calculate_default_transform of EPSG:32628, 300 x 200 pixels: whole pixels of its resolution, so that the last row
        // lies half beside the image.
        Assert.Equal("image/png", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("<http://www.opengis.net/def/crs/EPSG/0/3857>", response.Headers.GetValues("Content-Crs").Single());
        Assert.Equal([4, 201, 300], array.Shape);
        double[] wanted = [-1669792.3618991016, 3249878.5153761418, -1666389.7895335758, 3252158.238861044];
        Assert.All(BoxOf(response).Zip(wanted), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public async Task A_warped_preview_has_one_box_at_every_size()
    {
        using HttpResponseMessage response = await functions.SendAsync(
            "/cog/preview.npy?dst_crs=EPSG:3395&max_size=16",
            FunctionsFixture.Rgb
        );
        using HttpResponseMessage whole = await functions.SendAsync("/cog/preview.npy?dst_crs=EPSG:3395", FunctionsFixture.Rgb);

        Assert.Equal(BoxOf(whole), BoxOf(response)); // Whatever its size.
    }

    private static double[] BoxOf(HttpResponseMessage response) =>
        [.. response.Headers.GetValues("Content-Bbox").Single().Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];

    [Fact]
    public async Task A_point_is_the_pixel_that_holds_it()
    {
        // The middle of pixel 10, 10: gdaltransform -s_srs EPSG:32628 -t_srs EPSG:4326 <<< "500105 3099895"
        byte[] degrees = await functions.GetAsync("/cog/point/-14.9989318462082,28.0243071189515", FunctionsFixture.Rgb);
        byte[] metres = await functions.GetAsync("/cog/point/500105,3099895?coord_crs=native&bidx=3", FunctionsFixture.Rgb);

        Assert.Equal(
            """{"coordinates":[-14.9989318462082,28.0243071189515],"values":[10.0,10.0,20.0],"band_names":["b1","b2","b3"],"band_descriptions":["b1","b2","b3"]}""",
            Encoding.UTF8.GetString(degrees)
        );
        Assert.Equal(
            """{"coordinates":[500105.0,3099895.0],"values":[20.0],"band_names":["b3"],"band_descriptions":["b3"]}""",
            Encoding.UTF8.GetString(metres)
        );
    }

    [Fact]
    public async Task A_masked_point_is_null() =>
        Assert.Equal(
            """{"coordinates":[-39000.0,6731300.0],"values":[null],"band_names":["b1"],"band_descriptions":["height"]}""",
            Encoding.UTF8.GetString(await functions.GetAsync("/cog/point/-39000,6731300?coord_crs=EPSG:3857", FunctionsFixture.Ramp))
        );
}
