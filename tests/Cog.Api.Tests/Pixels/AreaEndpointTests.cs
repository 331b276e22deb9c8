using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>Areas of GeoJSON: pictures and statistics.</summary>
public class AreaEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    /// <summary>In the file's own metres: columns 10 to 20 and rows 10 to 15, less the lower right half of its last pixel.</summary>
    private const string Native =
        """{"type":"Feature","id":7,"properties":{"name":"here"},"geometry":{"type":"Polygon","coordinates":[[[500100,3099900],[500200,3099900],[500200,3099855],[500195,3099850],[500100,3099850],[500100,3099900]]]}}""";

    [Fact]
    public async Task An_area_is_cut_out_of_the_file()
    {
        const string Triangle =
            """{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[500101,3099899],[500199,3099899],[500101,3099801],[500101,3099899]]]}}""";

        NumPyResponse array = NumPyResponse.Parse(await PostAsync("/cog/feature/10x10.npy?coord_crs=native&bidx=1", Triangle));

        // What the diagonal touches is in, at its corners, too: rasterio.features.rasterize(…, all_touched=True) of GDAL 3.6.2 gives this.
        Assert.Equal([2, 10, 10], array.Shape);
        for (int i = 0; i < 100; i++)
        {
            (int x, int y) = (i % 10, i / 10);
            Assert.Equal(x + y <= 10 ? 255 : 0, array.Data[100 + i]);
        }
    }

    [Theory]
    [InlineData("/cog/feature?coord_crs=native", "image/jpeg", "500100,3099850,500200,3099900")]
    [InlineData("/cog/feature.webp?coord_crs=EPSG:32628&dst_crs=native", "image/webp", "500100,3099850,500200,3099900")]
    [InlineData("/cog/feature/64x32.tif?coord_crs=native", "image/tiff; application=geotiff", "500100,3099850,500200,3099900")]
    [InlineData("/cog/crop?coord_crs=native", "image/jpeg", "500100,3099850,500200,3099900")] // TiTiler before 0.15
    [InlineData("/cog/crop.webp?coord_crs=native", "image/webp", "500100,3099850,500200,3099900")]
    [InlineData("/cog/crop/64x32.tif?coord_crs=native", "image/tiff; application=geotiff", "500100,3099850,500200,3099900")]
    public async Task An_area_is_a_picture_of_its_box(string path, string mediaType, string box)
    {
        using HttpResponseMessage response = await SendAsync(path, Native);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            (mediaType, box),
            (response.Content.Headers.ContentType?.ToString(), response.Headers.GetValues("Content-Bbox").Single())
        );
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Null(response.Headers.ETag);
        Assert.Empty(response.Headers.AcceptRanges);
    }

    [Fact]
    public async Task An_area_in_degrees_is_drawn_in_them_unless_another_CRS_is_asked_for()
    {
        const string Degrees =
            """{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[-14.995,28.01],[-14.98,28.01],[-14.98,28.02],[-14.995,28.02],[-14.995,28.01]]]]}}""";

        using HttpResponseMessage degrees = await SendAsync("/cog/feature.npy", Degrees),
            mercator = await SendAsync("/cog/feature.npy?dst_crs=EPSG:3857", Degrees);

        Assert.Equal("-14.995,28.01,-14.98,28.02", degrees.Headers.GetValues("Content-Bbox").Single());
        Assert.Equal("<http://www.opengis.net/def/crs/EPSG/0/3857>", mercator.Headers.GetValues("Content-Crs").Single());
        NumPyResponse array = NumPyResponse.Parse(await degrees.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain((byte)0, array.Data[^(array.Shape[1] * array.Shape[2])..]);
    }

    [Theory]
    [InlineData("", "The body is empty: a GeoJSON Feature is expected.")]
    [InlineData("{", "The body is not JSON: ")]
    [InlineData("7", "type is missing: Feature is expected.")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "type is \"Polygon\": Feature is expected.")]
    [InlineData("""{"type":"Feature"}""", "geometry is missing: a Polygon or a MultiPolygon is expected.")]
    [InlineData("""{"type":"Feature","geometry":null}""", "geometry is null: a Polygon or a MultiPolygon is expected.")]
    [InlineData(
        """{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}""",
        "geometry.type is \"Point\": Polygon or MultiPolygon is expected."
    )]
    [InlineData("""{"type":"Feature","geometry":{"type":"Polygon"}}""", "geometry.coordinates is missing: an array of rings is expected.")]
    [InlineData(
        """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}""",
        "geometry.coordinates[0] is [[0,0],[1,0],[1,1]]: a closed ring of four positions or more is expected."
    )]
    [InlineData(
        """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,"1"],[0,0]]]}}""",
        "geometry.coordinates[0][2] is [1,\"1\"]: a position, [x, y], is expected."
    )]
    [InlineData(
        """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}}""",
        "geometry.coordinates[0][1] is [1e999,0]: a position, [x, y], is expected."
    )]
    [InlineData("""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]}}""", "geometry has no area.")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[2,0],[0,0]]]}}""", "geometry has no area.")]
    public async Task What_is_no_area_is_told_so(string body, string detail)
    {
        using HttpResponseMessage response = await SendAsync("/cog/feature.png", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        JsonElement[] errors = [.. (await JsonAsync(response)).GetProperty("detail").EnumerateArray()];
        Assert.StartsWith(detail, errors[0].GetProperty("msg").GetString(), StringComparison.Ordinal);
        Assert.All(errors, error => Assert.Equal("body", error.GetProperty("loc")[0].GetString()));
    }

    /// <summary>Where and of what type, in FastAPI's shape; of the first, what TiTiler 2.2.1 answers.</summary>
    [Theory]
    [InlineData(
        "/cog/feature.png",
        """{"type":"Point","coordinates":[0,0]}""",
        """[["body","type"],"literal_error",["body","geometry"],"missing",["body","properties"],"missing"]"""
    )]
    [InlineData("/cog/statistics", "nope", """[["body",1],"json_invalid"]""")]
    [InlineData("/cog/statistics", "", """[["body"],"missing"]""")]
    [InlineData("/cog/statistics", "\"\\ud800\"", """[["body"],"json_invalid"]""")]
    [InlineData(
        "/cog/statistics?max_size=x&cover_scale=0",
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[7,[[0,0],[1]]]}},7]}""",
        """[["query","max_size"],"value_error",["query","cover_scale"],"value_error",["body","features",0,"geometry","coordinates",0],"list_type",["body","features",0,"geometry","coordinates",1,1],"value_error",["body","features",1,"type"],"missing",["body","features",1,"geometry"],"missing",["body","features",1,"properties"],"missing"]"""
    )]
    [InlineData("/cog/statistics", """{"type":"FeatureCollection","features":{}}""", """[["body","features"],"list_type"]""")]
    public async Task Everything_wrong_with_a_body_is_told_where_it_is(string path, string body, string expected)
    {
        using HttpResponseMessage response = await SendAsync(path, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        IEnumerable<string> errors = (await JsonAsync(response))
            .GetProperty("detail")
            .EnumerateArray()
            .SelectMany(error => new[] { error.GetProperty("loc").GetRawText(), error.GetProperty("type").GetRawText() });
        Assert.Equal(expected, $"[{string.Join(",", errors)}]");
    }

    [Fact]
    public async Task An_area_beside_the_file_is_not_found()
    {
        const string Elsewhere =
            """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,10]]]}}""";
        using HttpResponseMessage response = await SendAsync("/cog/feature.png", Elsewhere);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_body_too_large_is_refused()
    {
        using HttpResponseMessage response = await SendAsync("/cog/feature.png", new string(' ', (4 << 20) + 1));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Statistics_of_a_file_count_a_preview_of_it()
    {
        byte[] answer = await functions.GetAsync("/cog/statistics?bidx=2&histogram_bins=0,50,100,200&p=50", FunctionsFixture.Rgb);

        // Rows 0 to 199, 300 times each: worked by hand.
        Assert.Equal(
            """{"b2":{"min":0.0,"max":199.0,"mean":99.5,"count":60000.0,"sum":5970000.0,"std":57.73430522661548,"median":99.0,"majority":0.0,"minority":0.0,"unique":200.0,"histogram":[[15000.0,15000.0,30000.0],[0.0,50.0,100.0,200.0]],"valid_percent":100.0,"masked_pixels":0.0,"valid_pixels":60000.0,"description":"b2","percentile_50":99.0}}""",
            Encoding.UTF8.GetString(answer)
        );
    }

    [Fact]
    public async Task Statistics_leave_out_what_is_masked_and_read_no_more_than_is_asked_for()
    {
        JsonElement all = (await functions.GetJsonAsync("/cog/statistics", FunctionsFixture.Ramp)).GetProperty("b1");
        JsonElement small = (await functions.GetJsonAsync("/cog/statistics?max_size=64", FunctionsFixture.Ramp)).GetProperty("b1");

        Assert.Equal((512, 65024), (all.GetProperty("masked_pixels").GetDouble(), all.GetProperty("valid_pixels").GetDouble()));
        Assert.Equal((99.22, "height"), (all.GetProperty("valid_percent").GetDouble(), all.GetProperty("description").GetString()));
        Assert.Equal(64 * 64, small.GetProperty("masked_pixels").GetDouble() + small.GetProperty("valid_pixels").GetDouble());
    }

    [Fact]
    public async Task Statistics_of_an_area_count_its_pixels_by_the_share_it_covers()
    {
        JsonElement feature = JsonDocument.Parse(await PostAsync("/cog/statistics?coord_crs=native&bidx=1&p=2&p=98", Native)).RootElement;
        JsonElement properties = feature.GetProperty("properties"),
            band = properties.GetProperty("statistics").GetProperty("b1");

        Assert.Equal(
            ("Feature", 7, "here"),
            (feature.GetProperty("type").GetString(), feature.GetProperty("id").GetInt32(), properties.GetProperty("name").GetString())
        );
        Assert.Equal("Polygon", feature.GetProperty("geometry").GetProperty("type").GetString());

        // 10 x 5 pixels; of the last, 100 smaller ones less the 6 that rasterio.features.rasterize(…, all_touched=True) leaves out.
        Assert.Equal((50, 0), (band.GetProperty("valid_pixels").GetDouble(), band.GetProperty("masked_pixels").GetDouble()));
        Assert.Equal(49.94, band.GetProperty("count").GetDouble(), 1e-6);
        Assert.Equal((10, 19), (band.GetProperty("min").GetDouble(), band.GetProperty("max").GetDouble()));
        Assert.Equal((5 * 145) - (0.06 * 19), band.GetProperty("sum").GetDouble(), 1e-4);
        Assert.Equal((10, 19), (band.GetProperty("percentile_2").GetDouble(), band.GetProperty("percentile_98").GetDouble()));
    }

    [Fact]
    public async Task Statistics_of_a_collection_stand_in_each_of_its_features()
    {
        const string Elsewhere =
            """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[500000,3000000],[500100,3000000],[500100,3000100],[500000,3000000]]]}}""";
        string collection = $$"""{"type":"FeatureCollection","name":"two","features":[{{Native}},{{Elsewhere}}]}""";

        JsonElement answer = JsonDocument.Parse(await PostAsync("/cog/statistics?coord_crs=native&cover_scale=1", collection)).RootElement;
        JsonElement[] features = [.. answer.GetProperty("features").EnumerateArray()];

        Assert.Equal(
            ("FeatureCollection", "two", 2),
            (answer.GetProperty("type").GetString(), answer.GetProperty("name").GetString(), features.Length)
        );
        Assert.Equal(50, Band(features[0]).GetProperty("count").GetDouble());
        Assert.Equal(
            (0, JsonValueKind.Null),
            (Band(features[1]).GetProperty("valid_pixels").GetDouble(), Band(features[1]).GetProperty("mean").ValueKind)
        );

        static JsonElement Band(JsonElement feature) => feature.GetProperty("properties").GetProperty("statistics").GetProperty("b3");
    }

    [Fact]
    public async Task Statistics_of_an_area_in_degrees_are_near_those_in_metres()
    {
        // gdaltransform -s_srs EPSG:32628 -t_srs EPSG:4326 of 500500 3099500, 501500 3099500, 501500 3098500, 500500 3098500
        const string Degrees =
            """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[-14.9949153,28.0207410],[-14.9847461,28.0207389],[-14.9847475,28.0117135],[-14.9949158,28.0117155],[-14.9949153,28.0207410]]]}}""";

        JsonElement found = JsonDocument
            .Parse(await PostAsync("/cog/statistics?bidx=2", Degrees))
            .RootElement.GetProperty("properties")
            .GetProperty("statistics")
            .GetProperty("b2");

        // Rows 50 to 149.
        Assert.Equal(99.5, found.GetProperty("mean").GetDouble(), 1.0);
        Assert.Equal(50, found.GetProperty("min").GetDouble(), 1.0);
        Assert.Equal(149, found.GetProperty("max").GetDouble(), 1.0);
    }

    [Theory]
    [InlineData("?histogram_bins=0", "histogram_bins is '0': expected a whole number from 1 to 4096.")]
    [InlineData("?histogram_bins=3,2,1", "histogram_bins is '3,2,1': expected a number of bins, or their edges, ascending.")]
    [InlineData("?histogram_range=5,1", "histogram_range is '5,1': expected minimum,maximum.")]
    [InlineData(
        "?histogram_range=-1.7e308,1.7e308",
        "histogram_range is '-1.7e308,1.7e308': from one to the other is more than a number can say."
    )]
    [InlineData("?histogram_range=a,b", "histogram_range is 'a': expected a number.")]
    [InlineData("?p=200", "p is '200': expected a whole number from 0 to 100.")]
    [InlineData("?c=x", "c is 'x': expected a number.")]
    [InlineData("?categorical=perhaps", "categorical is 'perhaps': expected true or false.")]
    [InlineData("?bidx=9", "bidx is 9: the file has bands 1 to 3.")]
    public async Task Statistics_that_make_no_sense_are_told_so(string query, string detail) =>
        Assert.Equal((422, detail), await functions.GetProblemAsync("/cog/statistics" + query, FunctionsFixture.Rgb));

    [Fact]
    public async Task Classes_are_counted() =>
        Assert.Equal(
            "[[300.0,0.0,300.0],[7.0,250.0,3.0]]",
            (await functions.GetJsonAsync("/cog/statistics?bidx=2&categorical=true&c=7&c=250&c=3", FunctionsFixture.Rgb))
                .GetProperty("b2")
                .GetProperty("histogram")
                .GetRawText()
        );

    [Fact]
    public async Task Every_band_has_its_own_nodata()
    {
        // gdalinfo -stats of the file; its dataset mask is valid everywhere but in one pixel.
        JsonElement all = await functions.GetJsonAsync("/cog/statistics", FunctionsFixture.Holes);

        Assert.Equal(
            [(3, 5, 4, 2), (7, 7, 7, 1), (8, 10, 9, 3)],
            ((string[])["b1", "b2", "b3"]).Select(name => all.GetProperty(name)).Select(Of)
        );
        Assert.Equal(
            (3, 0),
            (
                all.GetProperty("b3").GetProperty("valid_pixels").GetDouble(),
                (await functions.GetJsonAsync("/cog/statistics?nodata=99", FunctionsFixture.Holes))
                    .GetProperty("b1")
                    .GetProperty("min")
                    .GetDouble()
            )
        );
        Assert.Equal(
            5,
            (await functions.GetJsonAsync("/cog/statistics?nodata=3", FunctionsFixture.Holes))
                .GetProperty("b1")
                .GetProperty("max")
                .GetDouble()
        );

        static (double Min, double Max, double Mean, double Valid) Of(JsonElement band) =>
            (
                band.GetProperty("min").GetDouble(),
                band.GetProperty("max").GetDouble(),
                band.GetProperty("mean").GetDouble(),
                band.GetProperty("valid_pixels").GetDouble()
            );
    }

    [Fact]
    public async Task Every_feature_counts_a_bands_own_nodata()
    {
        const string All =
            """{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[500000,3100000],[500020,3100000],[500020,3099980],[500000,3099980],[500000,3100000]]]}}""";
        using HttpResponseMessage response = await SendAsync("/cog/statistics?coord_crs=native", All, FunctionsFixture.Holes);
        JsonElement band = (await JsonAsync(response)).GetProperty("properties").GetProperty("statistics").GetProperty("b1");

        Assert.Equal(
            (2, 2, 4),
            (
                band.GetProperty("valid_pixels").GetDouble(),
                band.GetProperty("masked_pixels").GetDouble(),
                band.GetProperty("mean").GetDouble()
            )
        );
    }

    [Fact]
    public async Task Classes_of_many_features_are_too_many()
    {
        // 65024 of them in each feature.
        string ramp = (await functions.GetJsonAsync("/cog/info.geojson?crs=EPSG:3857", FunctionsFixture.Ramp))
            .GetProperty("geometry")
            .GetRawText();
        string feature = $$"""{"type":"Feature","geometry":{{ramp}}}""";

        using HttpResponseMessage few = await SendAsync(
            "/cog/statistics?categorical=true&coord_crs=native&cover_scale=1",
            Collection(2),
            FunctionsFixture.Ramp
        );
        using HttpResponseMessage many = await SendAsync(
            "/cog/statistics?categorical=true&coord_crs=native&cover_scale=1",
            Collection(20),
            FunctionsFixture.Ramp
        );

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (few.StatusCode, many.StatusCode));
        Assert.Equal(
            "The histograms of all bands and features have more than 1000000 bins or classes together: ask for fewer.",
            (await JsonAsync(many)).GetProperty("detail").GetString()
        );

        string Collection(int count) =>
            $$"""{"type":"FeatureCollection","features":[{{string.Join(',', Enumerable.Repeat(feature, count))}}]}""";
    }

    [Theory]
    [InlineData("\"here\"", "\"\\ud800\"", "the text at byte 46 has an escape that is half a character.")]
    [InlineData("\"name\"", "\"\\udc00\"", "the text at byte 39 has an escape that is half a character.")]
    [InlineData("\"Feature\"", "\"\\ud800\"", "the text at byte 8 has an escape that is half a character.")]
    [InlineData("\"type\":\"Polygon\"", "\"type\":\"\\ud800Polygon\"", "the text at byte ")]
    [InlineData("\"here\"", "\"ÿ\"", "it is not UTF-8.")]
    public async Task Text_that_is_no_Unicode_is_told_so(string replaced, string by, string detail)
    {
        foreach (string path in (string[])["/cog/statistics", "/cog/feature.png"])
        {
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(Native.Replace(replaced, by, StringComparison.Ordinal)));
            using HttpResponseMessage response = await functions.Client.PostAsync(
                $"{path}?coord_crs=native&url={Uri.EscapeDataString(FunctionsFixture.Rgb)}",
                content,
                TestContext.Current.CancellationToken
            );

            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.StartsWith(
                "The body is not JSON: " + detail,
                (await JsonAsync(response)).GetProperty("detail")[0].GetProperty("msg").GetString(),
                StringComparison.Ordinal
            );
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string? file = null)
    {
        char separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var content = new StringContent(body, Encoding.UTF8, "application/geo+json");
        return await functions.Client.PostAsync(
            $"{path}{separator}url={Uri.EscapeDataString(file ?? FunctionsFixture.Rgb)}",
            content,
            TestContext.Current.CancellationToken
        );
    }

    private async Task<byte[]> PostAsync(string path, string body)
    {
        using HttpResponseMessage response = await SendAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
}
