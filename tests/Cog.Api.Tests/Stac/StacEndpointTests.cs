using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Testing;
using Cog.Testing.Web;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Tests.Stac;

/// <summary>Items of STAC: against what rasterio, GDAL and NumPy say of the same files, see tests/data/stac/README.md.</summary>
public class StacEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string Dated = "/cog/stac?datetime=2020-01-01";

    private static readonly JsonElement Expected = JsonDocument.Parse(File.ReadAllText(TestData.PathOf("stac/expected.json"))).RootElement;

    public static TheoryData<string> Outlines { get; } = NamesOf("outlines");

    public static TheoryData<string> Counted { get; } = NamesOf("bands");

    [Fact]
    public async Task An_item_has_rio_stacs_fields_in_TiTilers_order()
    {
        // The order of TiTiler 2.2.1's answers; the numbers are those of tests/data/functions/make.py.
        JsonElement item = await functions.GetJsonAsync($"{Dated}T01:02:03Z", FunctionsFixture.Holes);

        Assert.Equal(
            ["type", "stac_version", "stac_extensions", "id", "geometry", "bbox", "properties", "links", "assets"],
            item.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal("\"1.0.0\"", item.GetProperty("stac_version").GetRawText());
        Assert.Equal(
            """
            ["https://stac-extensions.github.io/projection/v1.1.0/schema.json",
            "https://stac-extensions.github.io/raster/v1.1.0/schema.json","https://stac-extensions.github.io/eo/v1.1.0/schema.json"]
            """.ReplaceLineEndings(""),
            item.GetProperty("stac_extensions").GetRawText()
        );
        Assert.Equal("holes-32628.tif", item.GetProperty("id").GetString());
        Assert.Equal(
            """
            {"proj:epsg":32628,"proj:geometry":{"type":"Polygon","coordinates":[[[500000.0,3099980.0],[500020.0,3099980.0],
            [500020.0,3100000.0],[500000.0,3100000.0],[500000.0,3099980.0]]]},"proj:bbox":[500000.0,3099980.0,500020.0,3100000.0],
            "proj:shape":[2,2],"proj:transform":[10.0,0.0,500000.0,0.0,-10.0,3100000.0,0.0,0.0,1.0],"datetime":"2020-01-01T01:02:03Z"}
            """.ReplaceLineEndings(""),
            item.GetProperty("properties").GetRawText()
        );
        Assert.Equal("[]", item.GetProperty("links").GetRawText());
        JsonElement asset = item.GetProperty("assets").GetProperty("data");
        Assert.Equal(["href", "type", "raster:bands", "eo:bands", "roles"], asset.EnumerateObject().Select(field => field.Name));
        Assert.Equal("image/tiff; application=geotiff", asset.GetProperty("type").GetString());
        Assert.Equal(
            """[{"name":"b1","description":"gray"},{"name":"b2","description":"undefined"},{"name":"b3","description":"undefined"}]""",
            asset.GetProperty("eo:bands").GetRawText()
        );
    }

    [Theory]
    [MemberData(nameof(Outlines))]
    public async Task The_outline_is_GDALs(string name)
    {
        JsonElement item = await functions.GetJsonAsync($"{Dated}&with_raster=false", FileOf(name));

        AssertSameOutline(Expected.GetProperty("outlines").GetProperty(name), item, 1e-7);
    }

    [Fact]
    public async Task Edges_are_divided_and_coordinates_rounded()
    {
        const string Name = "functions/rgb-32628";
        JsonElement item = await functions.GetJsonAsync($"{Dated}&with_raster=false&geometry_densify=4&geometry_precision=5", FileOf(Name));

        AssertSameOutline(Expected.GetProperty("densified").GetProperty(Name), item, 1e-12);
        Assert.Equal(17, PointsOf(item.GetProperty("geometry")).Count);
    }

    [Theory]
    [InlineData("wrap/utm1", 177.25905514920402, -174.12370823171227)]
    [InlineData("wrap/npolar", -180, 180)]
    [InlineData("wrap/mercator", -180, 180)]
    public async Task The_box_of_a_file_across_180_degrees_has_its_west_first(string name, double west, double east)
    {
        JsonElement item = await functions.GetJsonAsync($"{Dated}&with_raster=false", FileOf(name));
        JsonElement box = item.GetProperty("bbox");

        Assert.Equal(west, box[0].GetDouble(), 1e-7);
        Assert.Equal(east, box[2].GetDouble(), 1e-7);
        Assert.All(RingsOf(item.GetProperty("geometry")), ring => Assert.True(Area(ring) > 0, "runs clockwise"));
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public async Task Bands_are_described_and_counted_as_rio_stac_does(string name)
    {
        JsonElement item = await functions.GetJsonAsync(Dated, FileOf(name));

        AssertSame(Expected.GetProperty("bands").GetProperty(name), BandsOf(item), name);
    }

    [Fact]
    public async Task A_preview_is_counted_when_it_is_asked_for()
    {
        const string Name = "functions/rgb-32628";
        JsonElement item = await functions.GetJsonAsync($"{Dated}&max_size=150", FileOf(Name));

        AssertSame(Expected.GetProperty("small").GetProperty(Name), BandsOf(item), Name);
    }

    [Fact]
    public async Task What_is_given_is_written()
    {
        JsonElement item = await functions.GetJsonAsync(
            $"{Dated}&with_raster=false&with_proj=false&with_eo=false&extensions=https://a.example/a.json&collection=c"
                + "&collection_url=https://a.example/c&id=me&asset_name=image&asset_roles=data&asset_roles=visual"
                + "&asset_media_type=image/tiff&asset_href=https://a.example/x.tif",
            FunctionsFixture.Holes
        );

        Assert.Equal("""["https://a.example/a.json"]""", item.GetProperty("stac_extensions").GetRawText());
        Assert.Equal("me", item.GetProperty("id").GetString());
        Assert.Equal("c", item.GetProperty("collection").GetString());
        Assert.Equal(
            """[{"rel":"collection","href":"https://a.example/c","type":"application/json"}]""",
            item.GetProperty("links").GetRawText()
        );
        Assert.Equal("""{"datetime":"2020-01-01T00:00:00Z"}""", item.GetProperty("properties").GetRawText());
        Assert.Equal(
            """{"image":{"href":"https://a.example/x.tif","type":"image/tiff","roles":["data","visual"]}}""",
            item.GetProperty("assets").GetRawText()
        );
    }

    // pystac.utils.str_to_datetime and datetime_to_str, in UTC.
    [Theory]
    [InlineData("2020-02-03T04:05:06.5Z", """{"datetime":"2020-02-03T04:05:06.500000Z"}""")]
    [InlineData("2020-02-03T04:05:06%2B02:00", """{"datetime":"2020-02-03T02:05:06Z"}""")]
    [InlineData("2020-02", """{"datetime":"2020-02-01T00:00:00Z"}""")]
    [InlineData(
        "2020-01-01/2020-01-02T03:00:00Z",
        """{"start_datetime":"2020-01-01T00:00:00Z","end_datetime":"2020-01-02T03:00:00Z","datetime":null}"""
    )]
    public async Task A_moment_or_an_interval_is_taken(string text, string properties)
    {
        JsonElement item = await functions.GetJsonAsync(
            $"/cog/stac?datetime={text}&with_raster=false&with_proj=false",
            FunctionsFixture.Holes
        );

        Assert.Equal(properties, item.GetProperty("properties").GetRawText());
    }

    [Fact]
    public async Task Without_a_moment_the_files_own_is_taken_and_the_request_has_one_at_least()
    {
        const string Imagery = """
            <GDALMetadata><Item name="ACQUISITIONDATETIME" domain="IMAGERY">2019-03-04T05:06:07Z</Item>
            <Item name="CLOUDCOVER" domain="IMAGERY">12</Item></GDALMetadata>
            """;
        string tagged = await MomentOfAsync((TagId.DateTime, "2018:09:10 11:12:13")),
            acquired = await MomentOfAsync((TagId.DateTime, "2018:09:10 11:12:13"), (TagId.GdalMetadata, Imagery)),
            wrong = await MomentOfAsync((TagId.DateTime, "yesterday"));

        Assert.Equal("""{"datetime":"2018-09-10T11:12:13Z"}""", tagged);
        Assert.Equal("""{"eo:cloud_cover":12.0,"datetime":"2019-03-04T05:06:07Z"}""", acquired);
        Assert.Equal(
            DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            JsonDocument.Parse(wrong).RootElement.GetProperty("datetime").GetDateTimeOffset().ToUnixTimeSeconds(),
            60d
        );
    }

    [Fact]
    public async Task A_file_without_a_place_may_be_anywhere()
    {
        JsonElement item = await functions.GetJsonAsync(Dated, FileOf("functions/alpha-of-five"));

        Assert.Equal("[-180.0,-90.0,180.0,90.0]", item.GetProperty("bbox").GetRawText());
        Assert.Equal("null", item.GetProperty("properties").GetProperty("proj:epsg").GetRawText());
        Assert.Equal("image/tiff", item.GetProperty("assets").GetProperty("data").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("datetime=yesterday", "datetime is 'yesterday'")]
    [InlineData("datetime=2020-01-01/..", "datetime is '2020-01-01/..'")]
    [InlineData("datetime=2020-01-02/2020-01-01", "ends before it starts")]
    [InlineData("datetime=2020-13-01", "datetime is '2020-13-01'")]
    [InlineData("asset_media_type=image/gif", "asset_media_type is 'image/gif'")]
    [InlineData("max_size=0", "max_size is '0'")]
    [InlineData("with_eo=perhaps", "with_eo is 'perhaps'")]
    [InlineData("geometry_densify=-1", "geometry_densify is '-1'")]
    [InlineData("geometry_precision=-2", "geometry_precision is '-2'")]
    public async Task A_parameter_without_sense_is_refused(string query, string message)
    {
        (int status, string detail) = await functions.GetProblemAsync($"/cog/stac?{query}", FunctionsFixture.Holes);

        Assert.Equal(422, status);
        Assert.Contains(message, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found() =>
        Assert.Equal(404, (await functions.GetProblemAsync(Dated, TestData.PathOf("functions/none.tif"))).Status);

    [Fact]
    public async Task A_signature_stands_in_the_assets_address_alone()
    {
        await using TestServer origin = await TestServer.StartAsync(async context =>
            await Results
                .Bytes(
                    await File.ReadAllBytesAsync(FunctionsFixture.Holes),
                    "image/tiff",
                    entityTag: new("\"1\""),
                    enableRangeProcessing: true
                )
                .ExecuteAsync(context)
        );
        await using TestServer server = await TestServer.StartAsync(CogOptions.LocalMachine);
        string address = $"{origin.Client.BaseAddress}some/a%20name.tif?X-Amz-Signature=SECRET";

        string item = await server.Client.GetStringAsync(
            $"{Dated}&url={Uri.EscapeDataString(address)}",
            TestContext.Current.CancellationToken
        );
        JsonElement json = JsonDocument.Parse(item).RootElement;

        Assert.Equal(address, json.GetProperty("assets").GetProperty("data").GetProperty("href").GetString());
        Assert.Equal("a name.tif", json.GetProperty("id").GetString());
        Assert.Equal(2, item.Split("SECRET").Length);
    }

    private static TheoryData<string> NamesOf(string part) => [.. Expected.GetProperty(part).EnumerateObject().Select(one => one.Name)];

    private static string FileOf(string name) => TestData.PathOf($"{name}.tif");

    private static JsonElement BandsOf(JsonElement item) => item.GetProperty("assets").GetProperty("data").GetProperty("raster:bands");

    private async Task<string> MomentOfAsync(params (TagId Tag, string Text)[] texts)
    {
        string path = Path.GetTempFileName();
        try
        {
            IfdBuilder image = new(4, 4);
            foreach ((TagId tag, string text) in texts)
            {
                image = image.With(tag, text);
            }

            await File.WriteAllBytesAsync(
                path,
                new TiffBuilder().Add(image.WithBlocks(new byte[16])).Build(),
                TestContext.Current.CancellationToken
            );
            return (await functions.GetJsonAsync("/cog/stac?with_raster=false&with_proj=false", path))
                .GetProperty("properties")
                .GetRawText();
        }
        finally
        {
            File.Delete(path);
        }
    }

    // GDAL begins its rings elsewhere, and repeats corners at ±180°.
    private static void AssertSameOutline(JsonElement expected, JsonElement item, double tolerance)
    {
        JsonElement found = item.GetProperty("geometry");
        Assert.Equal(expected.GetProperty("type").GetString(), found.GetProperty("type").GetString());
        List<(double X, double Y)> wanted = PointsOf(expected),
            got = PointsOf(found);
        Assert.All(wanted, point => Assert.Contains(got, other => Near(point, other)));
        Assert.All(got, point => Assert.Contains(wanted, other => Near(point, other)));

        bool Near((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) <= tolerance && Math.Abs(a.Y - b.Y) <= tolerance;
    }

    private static List<(double X, double Y)> PointsOf(JsonElement geometry) => [.. RingsOf(geometry).SelectMany(ring => ring)];

    private static IEnumerable<(double X, double Y)[]> RingsOf(JsonElement geometry)
    {
        JsonElement coordinates = geometry.GetProperty("coordinates");
        JsonElement[] polygons = geometry.GetProperty("type").GetString() == "Polygon" ? [coordinates] : [.. coordinates.EnumerateArray()];
        return polygons.Select(polygon =>
            polygon[0].EnumerateArray().Select(point => (point[0].GetDouble(), point[1].GetDouble())).ToArray()
        );
    }

    private static double Area((double X, double Y)[] ring) =>
        ring.Zip(ring.Skip(1)).Sum(edge => (edge.First.X * edge.Second.Y) - (edge.Second.X * edge.First.Y));

    private static void AssertSame(JsonElement expected, JsonElement found, string at)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.EnumerateObject().Select(field => field.Name), found.EnumerateObject().Select(field => field.Name));
                Assert.All(expected.EnumerateObject(), field =>
                    AssertSame(field.Value, found.GetProperty(field.Name), $"{at}.{field.Name}")
                );
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), found.GetArrayLength());
                Assert.All(expected.EnumerateArray().Zip(found.EnumerateArray()), (pair, i) =>
                    AssertSame(pair.First, pair.Second, $"{at}[{i}]")
                );
                break;
            case JsonValueKind.Number:
                double number = expected.GetDouble();
                Assert.True(Math.Abs(number - found.GetDouble()) <= 1e-9 * Math.Max(1, Math.Abs(number)), $"{at}: {found}, not {expected}");
                break;
            default:
                Assert.Equal(expected.GetRawText(), found.GetRawText());
                break;
        }
    }
}
