using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Info;

public class InfoEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    // rio-tiler 6 of such a file: get_geographic_bounds(EPSG:4326), and the levels that TileJSON has.
    [Fact]
    public async Task It_is_said_as_TiTiler_0_did_where_that_is_asked_for()
    {
        JsonElement info = await functions.GetJsonAsync("/cog/info?compat=v0", FunctionsFixture.Rgb),
            document = await functions.GetJsonAsync("/cog/WebMercatorQuad/tilejson.json", FunctionsFixture.Rgb);

        double[] bounds = [.. info.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble())];
        double[] wanted = [-15, 28.007197047, -14.969481055, 28.025254986]; // gdaltransform -s_srs EPSG:32628 -t_srs EPSG:4326
        Assert.All(bounds.Zip(wanted), pair => Assert.Equal(pair.Second, pair.First, 1e-8));
        Assert.Equal(document.GetProperty("minzoom").GetInt32(), info.GetProperty("minzoom").GetInt32());
        Assert.Equal(document.GetProperty("maxzoom").GetInt32(), info.GetProperty("maxzoom").GetInt32());
        Assert.Equal("uint8", info.GetProperty("dtype").GetString());
        Assert.Equal(422, (await functions.GetProblemAsync("/cog/info?compat=v1", FunctionsFixture.Rgb)).Status);
    }

    [Fact]
    public async Task What_is_gone_says_what_has_taken_its_place()
    {
        (int status, string detail) = await functions.GetProblemAsync("/cog/metadata", FunctionsFixture.Rgb);

        Assert.Equal(410, status);
        Assert.Contains("/cog/statistics", detail, StringComparison.Ordinal);
    }

    // rasterio.warp.transform_bounds("EPSG:32628", crs, *dataset.bounds, densify_pts=21)
    [Theory]
    [InlineData(
        "",
        "http://www.opengis.net/def/crs/EPSG/0/4326",
        -14.999999999999982,
        28.00719704701752,
        -14.969481054673897,
        28.025254985930832
    )]
    [InlineData(
        "?crs=EPSG:3857",
        "http://www.opengis.net/def/crs/EPSG/0/3857",
        -1669792.3618991016,
        3249881.202926438,
        -1666395.008445854,
        3252158.238861044
    )]
    public async Task Bounds_are_those_of_older_versions(string query, string crs, params double[] bounds)
    {
        JsonElement json = await functions.GetJsonAsync("/cog/bounds" + query, FunctionsFixture.Rgb);

        Assert.Equal(crs, json.GetProperty("crs").GetString());
        double[] found = [.. json.GetProperty("bounds").EnumerateArray().Select(n => n.GetDouble())];
        Assert.All(bounds.Zip(found), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) * 1e-9));
        Assert.Equal(4, found.Length);
    }

    [Fact]
    public async Task Info_has_rio_tilers_fields_in_rio_tilers_order() =>
        Assert.Equal(
            """
            {"bounds":[500000.0,3098000.0,503000.0,3100000.0],"crs":"http://www.opengis.net/def/crs/EPSG/0/32628",
            "band_metadata":[["b1",{}],["b2",{}],["b3",{}]],"band_descriptions":[["b1","b1"],["b2","b2"],["b3","b3"]],"dtype":"uint8",
            "nodata_type":"None","colorinterp":["undefined","undefined","undefined"],"scales":[1.0,1.0,1.0],"offsets":[0.0,0.0,0.0],
            "driver":"GTiff","count":3,"width":300,"height":200,"overviews":[2,4]}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(await functions.GetAsync("/cog/info", FunctionsFixture.Rgb))
        );

    [Fact]
    public async Task Info_names_nodata_and_descriptions()
    {
        JsonElement info = await functions.GetJsonAsync("/cog/info", FunctionsFixture.Ramp);

        Assert.Equal(("Nodata", 0.0), (info.GetProperty("nodata_type").GetString(), info.GetProperty("nodata_value").GetDouble()));
        Assert.Equal("""[["b1","height"]]""", info.GetProperty("band_descriptions").GetRawText());
    }

    /// <summary>GDAL 3.6.2 gives the first band of MINISWHITE files such a table, whatever follows it.</summary>
    [Fact]
    public async Task Counts_of_darkness_have_a_table_of_greys()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string path = Path.Combine(folder.FullName, "dark.tif");
            IfdBuilder image = new IfdBuilder(4, 4)
                .With(TagId.PhotometricInterpretation, FieldType.Short, 0)
                .With(TagId.SamplesPerPixel, FieldType.Short, 2);
            await File.WriteAllBytesAsync(
                path,
                new TiffBuilder().Add(image.WithBlocks(new byte[32])).Build(),
                TestContext.Current.CancellationToken
            );

            JsonElement colors = (await functions.GetJsonAsync("/cog/info", path)).GetProperty("colormap");

            Assert.Equal((256, "[254,254,254,255]"), (colors.EnumerateObject().Count(), colors.GetProperty("1").GetRawText()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task GeoJson_outlines_the_file_in_degrees()
    {
        JsonElement feature = await functions.GetJsonAsync("/cog/info.geojson", FunctionsFixture.Rgb);

        // rasterio.warp.transform_bounds("EPSG:32628", "EPSG:4326", 500000, 3098000, 503000, 3100000, densify_pts=21)
        double[] expected = [-14.999999999999982, 28.00719704701752, -14.969481054673897, 28.025254985930832];
        double[] bbox = [.. feature.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble())];
        Assert.All(bbox.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-7));

        JsonElement geometry = feature.GetProperty("geometry");
        Assert.Equal(("Feature", "Polygon"), (feature.GetProperty("type").GetString(), geometry.GetProperty("type").GetString()));
        Assert.Equal(5, geometry.GetProperty("coordinates")[0].GetArrayLength());
        Assert.Equal(300, feature.GetProperty("properties").GetProperty("width").GetInt32());
    }

    [Theory]
    [InlineData("/cog/WebMercatorQuad/tilejson.json")]
    [InlineData("/cog/tilejson.json")] // TiTiler before 0.19
    public async Task TileJson_says_where_the_tiles_are(string path)
    {
        JsonElement json = await functions.GetJsonAsync(path, FunctionsFixture.Ramp);

        Assert.Equal(
            [
                "tilejson",
                "version",
                "scheme",
                "tiles",
                "minzoom",
                "maxzoom",
                "bounds",
                "center",
                "raster_layers",
                "band_descriptions",
                "data_type",
            ],
            json.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal(
            $"{functions.Client.BaseAddress}cog/tiles/WebMercatorQuad/{{z}}/{{x}}/{{y}}?url={Uri.EscapeDataString(FunctionsFixture.Ramp)}&tilesize=512",
            json.GetProperty("tiles")[0].GetString()
        );
        Assert.Equal(
            (10, 10, "uint16"),
            (json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32(), json.GetProperty("data_type").GetString())
        );

        double[] bounds = [-0.3515625, 51.39920565355377, 0, 51.618016548773696]; // rasterio.warp.transform_bounds
        Assert.All(json.GetProperty("bounds").EnumerateArray().Zip(bounds), pair =>
            Assert.Equal(pair.Second, pair.First.GetDouble(), 1e-7)
        );
        double[] center = [-0.17578125, (51.39920565355377 + 51.618016548773696) / 2, 10];
        Assert.All(json.GetProperty("center").EnumerateArray().Zip(center), pair =>
            Assert.Equal(pair.Second, pair.First.GetDouble(), 1e-7)
        );
    }

    [Fact]
    public async Task TileJson_forwards_what_is_not_its_own()
    {
        JsonElement json = await functions.GetJsonAsync(
            "/cog/tilejson.json?rescale=0,100&TileMatrixSetId=WebMercatorQuad&tile_format=webp&minzoom=3&maxzoom=17&tilesize=256&x=1",
            FunctionsFixture.Ramp
        );

        Assert.Equal((3, 17), (json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32()));
        Assert.Equal(
            $"{functions.Client.BaseAddress}cog/tiles/WebMercatorQuad/{{z}}/{{x}}/{{y}}.webp?rescale=0,100&tilesize=256&x=1&url={Uri.EscapeDataString(FunctionsFixture.Ramp)}",
            json.GetProperty("tiles")[0].GetString()
        );
    }

    [Fact]
    public async Task The_tiles_of_a_TileJson_are_there()
    {
        JsonElement json = await functions.GetJsonAsync("/cog/tilejson.json?tile_format=png&rescale=0,65535", FunctionsFixture.Ramp);
        string url = json.GetProperty("tiles")[0]
            .GetString()!
            .Replace("{z}", "10", StringComparison.Ordinal)
            .Replace("{x}", "511", StringComparison.Ordinal)
            .Replace("{y}", "340", StringComparison.Ordinal);

        using HttpResponseMessage tile = await functions.Client.GetAsync(url, TestContext.Current.CancellationToken);
        Assert.True(tile.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Health_names_versions_and_is_never_cached()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync("/healthz", TestContext.Current.CancellationToken);

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        JsonElement json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.NotEmpty(json.GetProperty("versions").EnumerateObject());
    }
}
