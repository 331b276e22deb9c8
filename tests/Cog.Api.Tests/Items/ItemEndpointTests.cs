using System.Globalization;
using System.Net;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Items;

/// <summary>
/// Items on this machine, against what rasterio and NumPy say of the same files: tests/data/items/make.py. Names, status codes and shapes
/// are TiTiler 2.2's and rio-tiler 9.4's.
/// </summary>
public class ItemEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Native = "/stac/bbox/500000,5499360,500640,5500000.npy?coord_crs=native&dst_crs=native";

    private static readonly string s_sentinel = TestData.PathOf("items/sentinel.json");
    private static readonly string s_naip = TestData.PathOf("items/naip.json");
    private static readonly string s_across = TestData.PathOf("items/across.json");

    private static readonly JsonElement s_expected = JsonDocument
        .Parse(File.ReadAllText(TestData.PathOf("items/expected.json")))
        .RootElement;

    private static string Tile
    {
        get
        {
            JsonElement tile = s_expected.GetProperty("tile");
            return $"{tile.GetProperty("z")}/{tile.GetProperty("x")}/{tile.GetProperty("y")}";
        }
    }

    [Fact]
    public async Task The_assets_are_those_of_types_that_are_read_here()
    {
        JsonElement assets = await functions.GetJsonAsync("/stac/assets", s_sentinel);

        Assert.Equal("""["red","nir","swir16","scl","gone"]""", assets.GetRawText());
        Assert.Equal("""["image"]""", (await functions.GetJsonAsync("/stac/assets", s_naip)).GetRawText());
    }

    [Fact]
    public async Task Info_is_that_of_each_asset()
    {
        JsonElement info = await functions.GetJsonAsync("/stac/info?assets=red&assets=swir16|bidx=1", s_sentinel);

        Assert.Equal(["red", "swir16|indexes=[1]"], info.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            (await functions.GetJsonAsync("/cog/info", TestData.PathOf("items/red.tif"))).GetRawText(),
            info.GetProperty("red").GetRawText()
        );
        Assert.Equal(32, info.GetProperty("swir16|indexes=[1]").GetProperty("width").GetInt32());
    }

    [Fact]
    public async Task Info_as_a_feature_has_the_place_of_the_item()
    {
        JsonElement feature = await functions.GetJsonAsync("/stac/info.geojson?assets=red", s_sentinel);

        Assert.Equal(
            ["bbox", "geometry", "properties", "type"],
            feature.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)
        );
        AssertNear(s_expected.GetProperty("bounds"), feature.GetProperty("bbox"), 1e-7);
        Assert.Equal("uint16", feature.GetProperty("properties").GetProperty("red").GetProperty("dtype").GetString());
    }

    [Fact]
    public async Task Bands_of_all_assets_are_one_array_on_the_finest_grid()
    {
        NumPyResponse array = await functions.GetArrayAsync($"{Native}&assets=red&assets=swir16&assets=scl", s_sentinel);

        // uint16, uint16, uint8 → uint16 (NumPy's result_type), and the mask.
        Assert.Equal(("<u2", "4,64,64"), (array.Type, string.Join(',', array.Shape)));
        ushort[] samples = array.As<ushort>().ToArray();
        for (int row = 0; row < 64; row++)
        {
            for (int column = 0; column < 64; column++)
            {
                int at = (row * 64) + column;
                bool isHole = row < 8 && column < 8;
                Assert.Equal(isHole ? 0 : 1000 + (7 * column) + (3 * row), samples[at]);
                Assert.Equal(500 + (11 * (column / 2)) + (row / 2), samples[4096 + at]); // 20 m, the nearest
                Assert.Equal(((column / 16) + (row / 16)) % 11, samples[8192 + at]);
                Assert.Equal(ushort.MaxValue, samples[12288 + at]); // Valid as soon as one band is.
            }
        }
    }

    [Theory]
    [InlineData("assets=nir&assets=red&expression=(b1-b2)/(b1%2Bb2)")] // TiTiler 2
    [InlineData("expression=(nir_b1-red_b1)/(nir_b1%2Bred_b1)")] // before
    [InlineData("expression=(nir-red)/(nir%2Bred)&asset_as_band=true")]
    [InlineData("assets=red&expression=(nir_b1-red_b1)/(nir_b1%2Bred_b1)")] // The expression says which.
    public async Task An_expression_over_assets_is_NumPys(string query)
    {
        JsonElement statistics = (await functions.GetJsonAsync($"/stac/statistics?{query}", s_sentinel)).GetProperty("b1");

        AssertCounted(s_expected.GetProperty("ndvi"), statistics, 1e-6);
    }

    [Fact]
    public async Task An_expression_of_one_asset_is_computed_before_bands_are_put_together()
    {
        JsonElement statistics = await functions.GetJsonAsync("/stac/statistics?assets=red|expression=b1*2&assets=nir", s_sentinel);
        JsonElement before = await functions.GetJsonAsync("/stac/statistics?assets=red&assets=nir&asset_expression=red|b1*2", s_sentinel);

        Assert.Equal(2 * 1630, statistics.GetProperty("b1").GetProperty("max").GetDouble());
        Assert.Equal("red_b1*2", statistics.GetProperty("b1").GetProperty("description").GetString());
        Assert.Equal(3315, statistics.GetProperty("b2").GetProperty("max").GetDouble());
        Assert.Equal(statistics.GetRawText(), before.GetRawText());
    }

    [Fact]
    public async Task Statistics_are_counted_band_by_band()
    {
        JsonElement statistics = await functions.GetJsonAsync("/stac/statistics?assets=red&assets=nir&assets=swir16", s_sentinel);

        Assert.Equal(["b1", "b2", "b3"], statistics.EnumerateObject().Select(member => member.Name));
        foreach (JsonProperty band in s_expected.GetProperty("statistics").EnumerateObject())
        {
            AssertCounted(band.Value, statistics.GetProperty(band.Name), 1e-9);
        }

        Assert.Equal("swir16_b1", statistics.GetProperty("b3").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Statistics_of_assets_are_counted_asset_by_asset()
    {
        JsonElement statistics = await functions.GetJsonAsync("/stac/asset_statistics?assets=red&assets=swir16", s_sentinel);

        foreach (JsonProperty asset in s_expected.GetProperty("asset_statistics").EnumerateObject())
        {
            AssertCounted(asset.Value, statistics.GetProperty(asset.Name).GetProperty("b1"), 1e-9);
        }

        Assert.Equal("b1", statistics.GetProperty("red").GetProperty("b1").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Statistics_of_an_area_are_counted_inside_of_it()
    {
        // Columns 10 to 19 and rows 20 to 29 of red; 5 to 9 and 10 to 14 of swir.
        const string Area = """
            {"type":"Feature","properties":{"name":"field"},"geometry":{"type":"Polygon","coordinates":
            [[[500100,5499700],[500200,5499700],[500200,5499800],[500100,5499800],[500100,5499700]]]}}
            """;
        using HttpResponseMessage response = await functions.Client.PostAsync(
            $"/stac/statistics?assets=red&assets=swir16&coord_crs=EPSG:32632&url={Uri.EscapeDataString(s_sentinel)}",
            new StringContent(Area, null, "application/json"),
            TestContext.Current.CancellationToken
        );
        JsonElement properties = JsonDocument
            .Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("properties");

        Assert.Equal("field", properties.GetProperty("name").GetString());
        JsonElement red = properties.GetProperty("statistics").GetProperty("b1"),
            swir = properties.GetProperty("statistics").GetProperty("b2");
        Assert.Equal(1000 + (7 * 14.5) + (3 * 24.5), red.GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(500 + (11 * 7) + 12, swir.GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(100, red.GetProperty("count").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task A_point_has_the_values_of_every_asset()
    {
        JsonElement expected = s_expected.GetProperty("point");
        string place = string.Create(
            CultureInfo.InvariantCulture,
            $"{expected.GetProperty("lon").GetDouble():R},{expected.GetProperty("lat").GetDouble():R}"
        );
        JsonElement point = await functions.GetJsonAsync($"/stac/point/{place}?assets=red&assets=nir&assets=swir16", s_sentinel);

        Assert.Equal(
            [.. expected.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())],
            point.GetProperty("values").EnumerateArray().Select(v => v.GetDouble())
        );
        Assert.Equal("""["b1","b2","b3"]""", point.GetProperty("band_names").GetRawText());
        Assert.Equal("""["red_b1","nir_b1","swir16_b1"]""", point.GetProperty("band_descriptions").GetRawText());
    }

    [Fact]
    public async Task A_point_without_a_value_in_one_asset_has_those_of_the_others()
    {
        JsonElement point = await functions.GetJsonAsync(
            "/stac/point/500035,5499965?coord_crs=EPSG:32632&assets=red&assets=nir&assets=swir16&asset_as_band=true",
            s_sentinel
        );
        JsonElement computed = await functions.GetJsonAsync(
            "/stac/point/500035,5499965?coord_crs=EPSG:32632&assets=red&assets=nir&expression=b1;b2",
            s_sentinel
        );

        Assert.Equal("[null,3009.0,512.0]", point.GetProperty("values").GetRawText());
        Assert.Equal("""["red","nir","swir16"]""", point.GetProperty("band_descriptions").GetRawText());
        Assert.Equal("[null,null]", computed.GetProperty("values").GetRawText()); // Masked as soon as one band is.
    }

    [Fact]
    public async Task A_tile_is_rasterios_of_each_asset()
    {
        NumPyResponse array = await functions.GetArrayAsync(
            $"/stac/tiles/WebMercatorQuad/{Tile}.npy?assets=red&assets=nir&assets=swir16",
            s_sentinel
        );

        Assert.Equal([4, 256, 256], array.Shape);
        ushort[] samples = array.As<ushort>().ToArray();
        string[] names = ["red", "nir", "swir"];
        for (int band = 0; band < names.Length; band++)
        {
            ushort[] all = samples[(band * 65536)..((band + 1) * 65536)];
            Assert.Equal(
                s_expected
                    .GetProperty("tile")
                    .GetProperty("rows")
                    .GetProperty(names[band])
                    .EnumerateArray()
                    .Select(v => (ushort)v.GetInt32()),
                all[(100 * 256)..(101 * 256)]
            );
            // Of 65,536 pixels, some lie so near to an edge that GDAL's approximation of the transformation decides.
            long sum = s_expected.GetProperty("tile").GetProperty("sums").GetProperty(names[band]).GetInt64();
            Assert.InRange(all.Sum(v => (long)v), sum - 40, sum + 40);
            NumPyResponse alone = await functions.GetArrayAsync(
                $"/cog/tiles/WebMercatorQuad/{Tile}.npy",
                TestData.PathOf($"items/{names[band]}.tif")
            );
            Assert.Equal(alone.As<ushort>()[..65536].ToArray(), all);
        }
    }

    [Fact]
    public async Task A_picture_is_that_of_the_files_put_together()
    {
        byte[] tile = await functions.GetAsync(
            $"/stac/tiles/WebMercatorQuad/{Tile}.png?assets=red&assets=nir&assets=swir16"
                + "&rescale=1000,1700&rescale=2800,3400&rescale=500,900",
            s_sentinel
        );
        byte[] preview = await functions.GetAsync("/stac/preview.png?assets=scl&colormap_name=viridis&rescale=0,11", s_sentinel);
        byte[] alone = await functions.GetAsync(
            "/cog/preview.png?colormap_name=viridis&rescale=0,11",
            TestData.PathOf("items/classes.tif")
        );

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], tile[..4]);
        Assert.Equal(alone, preview);
    }

    [Fact]
    public async Task The_range_that_the_item_states_scales_a_picture()
    {
        byte[] stated = await functions.GetAsync("/stac/preview.png?assets=red&rescale=1000,1630", s_sentinel);
        byte[] automatic = await functions.GetAsync("/stac/preview.png?assets=red", s_sentinel);

        Assert.Equal(stated, automatic);
    }

    [Fact]
    public async Task TileJson_is_the_items()
    {
        JsonElement json = await functions.GetJsonAsync("/stac/WebMercatorQuad/tilejson.json?assets=red", s_sentinel);

        AssertNear(s_expected.GetProperty("bounds"), json.GetProperty("bounds"), 1e-7);
        Assert.Equal(
            [.. s_expected.GetProperty("zooms").EnumerateArray().Select(z => z.GetInt32())],
            [json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32()]
        );
        string tiles = json.GetProperty("tiles")[0].GetString()!;
        Assert.Contains("/stac/tiles/WebMercatorQuad/{z}/{x}/{y}?assets=red&url=", tiles, StringComparison.Ordinal);
        Assert.False(json.TryGetProperty("data_type", out _)); // No file was opened.
    }

    [Fact]
    public async Task Documents_of_tiles_are_the_items()
    {
        JsonElement all = await functions.GetJsonAsync("/stac/tiles?assets=red", s_sentinel);
        JsonElement one = await functions.GetJsonAsync("/stac/tiles/WebMercatorQuad?assets=red", s_sentinel);
        string wmts = System.Text.Encoding.UTF8.GetString(await functions.GetAsync("/stac/WMTSCapabilities.xml?assets=red", s_sentinel));
        string map = System.Text.Encoding.UTF8.GetString(await functions.GetAsync("/stac/WebMercatorQuad/map.html?assets=red", s_sentinel));

        Assert.Contains("/stac/tiles/WebMercatorQuad?", all.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("CogGrid", all.GetRawText(), StringComparison.Ordinal); // No one file's.
        JsonElement limits = Assert.Single(one.GetProperty("tileMatrixSetLimits").EnumerateArray());
        Assert.Equal("13", limits.GetProperty("tileMatrix").GetString());
        Assert.Contains("/stac/tiles/WebMercatorQuad/{TileMatrix}/{TileCol}/{TileRow}.png?assets=red", wmts, StringComparison.Ordinal);
        Assert.Contains("/stac/point/{lon},{lat}?assets=red", map, StringComparison.Ordinal);
        Assert.Equal(422, (await functions.GetProblemAsync("/stac/tiles/CogGrid/0/0/0?assets=red", s_sentinel)).Status);
        Assert.Equal(422, (await functions.GetProblemAsync("/stac/CogGrid/tilejson.json?assets=red", s_sentinel)).Status);
    }

    [Fact]
    public async Task Scale_offset_and_nodata_of_the_item_hold_where_the_file_says_none()
    {
        JsonElement expected = s_expected.GetProperty("point");
        string place = string.Create(
            CultureInfo.InvariantCulture,
            $"{expected.GetProperty("lon").GetDouble():R},{expected.GetProperty("lat").GetDouble():R}"
        );
        JsonElement point = await functions.GetJsonAsync($"/stac/point/{place}?assets=red&unscale=true", s_sentinel);

        Assert.Equal(s_expected.GetProperty("scaled")[0].GetDouble(), point.GetProperty("values")[0].GetDouble(), 1e-7);
    }

    [Fact]
    public async Task An_asset_of_several_bands_gives_all_of_them_or_those_that_are_chosen()
    {
        NumPyResponse all = await functions.GetArrayAsync("/stac/preview.npy?assets=image&return_mask=false", s_naip);
        NumPyResponse named = await functions.GetArrayAsync("/stac/preview.npy?assets=image|bands=nir,red&return_mask=false", s_naip);
        NumPyResponse numbered = await functions.GetArrayAsync("/stac/preview.npy?assets=image|bidx=4,1&return_mask=false", s_naip);
        NumPyResponse before = await functions.GetArrayAsync(
            "/stac/preview.npy?assets=image&asset_bidx=image|4,1&return_mask=false",
            s_naip
        );
        NumPyResponse file = await functions.GetArrayAsync(
            "/cog/preview.npy?bidx=4,1&return_mask=false",
            TestData.PathOf("items/naip.tif")
        );

        Assert.Equal([4, 64, 64], all.Shape);
        Assert.Equal(file.Data, named.Data);
        Assert.Equal(file.Data, numbered.Data);
        Assert.Equal(file.Data, before.Data);
    }

    [Fact]
    public async Task A_feature_is_cut_out_of_every_asset()
    {
        const string Area = """
            {"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":
            [[[500200,5499500],[500400,5499500],[500300,5499700],[500200,5499500]]]}}
            """;
        using HttpResponseMessage response = await functions.Client.PostAsync(
            $"/stac/feature.npy?assets=red&assets=swir16&coord_crs=EPSG:32632&dst_crs=EPSG:32632&url={Uri.EscapeDataString(s_sentinel)}",
            new StringContent(Area, null, "application/json"),
            TestContext.Current.CancellationToken
        );
        var array = NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        Assert.Equal([3, 20, 20], array.Shape);
        ushort[] samples = array.As<ushort>().ToArray();
        Assert.Equal(0, samples[800]); // A corner beside the triangle.
        Assert.Equal(ushort.MaxValue, samples[800 + (15 * 20) + 10]);
        Assert.Equal(1000 + (7 * 30) + (3 * 45), samples[(15 * 20) + 10]);
        Assert.Equal(500 + (11 * 15) + 22, samples[400 + (15 * 20) + 10]);
    }

    [Fact]
    public async Task Across_180_degrees_the_west_comes_first()
    {
        JsonElement feature = await functions.GetJsonAsync("/stac/info.geojson", s_across);
        JsonElement json = await functions.GetJsonAsync("/stac/WebMercatorQuad/tilejson.json", s_across);
        JsonElement west = await functions.GetJsonAsync("/stac/point/179,0.5", s_across),
            east = await functions.GetJsonAsync("/stac/point/-179,0.5", s_across);

        Assert.Equal("[178.0,-1.0,-178.0,1.0]", feature.GetProperty("bbox").GetRawText());
        Assert.Equal("MultiPolygon", feature.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal("[-180.0,-1.0,180.0,1.0]", json.GetProperty("bounds").GetRawText());
        Assert.Equal((0, 24), (json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32())); // Nothing says more.
        Assert.Equal(10 + (2 * 16), west.GetProperty("values")[0].GetDouble());
        Assert.Equal(10 + (2 * 48), east.GetProperty("values")[0].GetDouble());
    }

    [Theory]
    [InlineData("/stac/preview.png?assets=blue", 404, "'blue' is not valid, should be one of ['red', 'nir', 'swir16', 'scl', 'gone']")]
    [InlineData("/stac/WebMercatorQuad/tilejson.json?assets=blue", 404, "'blue' is not valid")]
    [InlineData("/stac/preview.png?assets=thumbnail", 404, "'thumbnail' is not valid")]
    [InlineData("/stac/preview.png?assets=gone", 404, "gone.tif")]
    [InlineData("/stac/preview.png", 422, "assets is missing: add assets= with one or more of red, nir, swir16, scl, gone.")]
    [InlineData("/stac/preview.png?assets=red|bidx=2", 422, "bidx is 2: the file has bands 1 to 1.")]
    [InlineData("/stac/preview.png?assets=red|bidx=x", 422, "'x' is not a band number")]
    [InlineData("/stac/preview.png?assets=red|color=1", 422, "with the option 'color=1'")]
    [InlineData("/stac/preview.png?assets=red|bands=green", 422, "Band 'green' not found in the metadata of asset 'red'")]
    [InlineData("/stac/preview.png?assets=scl|bands=green", 422, "does not have 'bands' metadata")]
    [InlineData("/stac/preview.png?assets=red&expression=b2", 400, "there is no b2")]
    [InlineData("/stac/preview.png?assets=red&expression=green%2B1", 400, "green")]
    [InlineData("/stac/preview.png?assets=red&asset_bidx=nir|1", 422, "expected one of assets before the |")]
    [InlineData("/stac/preview.png?assets=red|expression=b1**", 400, "b1**")]
    [InlineData("/stac/preview.png?assets=red&assets=nir&assets=swir16&assets=scl", 400, "these are 4")]
    public async Task What_cannot_be_is_told_with_TiTilers_status(string path, int status, string message)
    {
        (int found, string detail) = await functions.GetProblemAsync(path, s_sentinel);

        Assert.Equal((status, true), (found, detail.Contains(message, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Several_bands_are_no_band()
    {
        (int status, string detail) = await functions.GetProblemAsync("/stac/preview.png?assets=image&asset_as_band=true", s_naip);

        Assert.Equal(
            (422, "asset_as_band is true: the asset 'image' has 4 bands, expected one; choose it with image|bidx=1."),
            (status, detail)
        );
    }

    [Fact]
    public async Task An_item_without_a_file_for_us_is_told()
    {
        (int status, string detail) = await functions.GetProblemAsync("/stac/assets", TestData.PathOf("items/pictures.json"));

        Assert.Equal(400, status);
        Assert.StartsWith("No valid asset found.", detail, StringComparison.Ordinal);
        Assert.Contains("thumbnail (image/jpeg)", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("items/expected.json", "its type is missing")]
    [InlineData("items/make.py", "it is no JSON")]
    [InlineData("items/red.tif", "it is no JSON")]
    public async Task What_is_no_item_is_told(string file, string message)
    {
        (int status, string detail) = await functions.GetProblemAsync("/stac/assets", TestData.PathOf(file));

        Assert.Equal((422, true), (status, detail.Contains(message, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_caller_has_already_is_not_read()
    {
        const string Path = "/stac/preview.png?assets=red&rescale=1000,1700";
        using HttpResponseMessage first = await functions.SendAsync(Path, s_sentinel);
        using HttpResponseMessage second = await functions.SendAsync(Path, s_sentinel, ifNoneMatch: first.Headers.ETag!.ToString());
        using HttpResponseMessage other = await functions.SendAsync(
            "/stac/preview.png?assets=nir&rescale=1000,1700",
            s_sentinel,
            ifNoneMatch: first.Headers.ETag!.ToString()
        );

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static void AssertCounted(JsonElement expected, JsonElement found, double tolerance) =>
        Assert.All(expected.EnumerateObject(), field =>
            Assert.Equal(
                field.Value.GetDouble(),
                found.GetProperty(field.Name).GetDouble(),
                Math.Max(tolerance, Math.Abs(field.Value.GetDouble()) * tolerance)
            )
        );

    private static void AssertNear(JsonElement expected, JsonElement found, double tolerance) =>
        Assert.All(expected.EnumerateArray().Zip(found.EnumerateArray()), pair =>
            Assert.Equal(pair.First.GetDouble(), pair.Second.GetDouble(), tolerance)
        );
}
