using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Wmts;

/// <summary>Capabilities of a WMTS, as they are written and as GDAL reads them.</summary>
public class WmtsEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private const string GdalInfo = "/usr/bin/gdalinfo",
        GdalTranslate = "/usr/bin/gdal_translate";

    private static readonly XNamespace s_wmts = "http://www.opengis.net/wmts/1.0";
    private static readonly XNamespace s_ows = "http://www.opengis.net/ows/1.1";

    private static string Rgb => FunctionsFixture.Rgb;

    [Fact]
    public async Task The_files_own_grid_comes_first_and_then_every_set_that_the_file_reaches()
    {
        XElement contents = await ContentsAsync("/cog/WMTSCapabilities.xml", Rgb);

        // 28°N 15°W: not in Europe's set or in the Antarctic's. The sets of variable width, which WMTS cannot describe, are left out.
        string[] sets =
        [
            "CanadianNAD83_LCC",
            "UPSArcticWGS84Quad",
            "UTM31WGS84Quad",
            "WGS1984Quad",
            "WebMercatorQuad",
            "WorldCRS84Quad",
            "WorldMercatorWGS84Quad",
        ];
        Assert.Equal(
            ["rgb-32628.tif", .. sets.Select(set => $"{Rgb}_{set}_default")],
            contents.Elements(s_wmts + "Layer").Select(layer => layer.Element(s_ows + "Identifier")!.Value)
        );
        Assert.Equal(
            ["CogGrid", .. sets],
            contents.Elements(s_wmts + "TileMatrixSet").Select(set => set.Element(s_ows + "Identifier")!.Value)
        );
    }

    [Fact]
    public async Task A_layer_has_the_files_place_and_the_limits_of_its_tiles()
    {
        XElement layer = Layer(await ContentsAsync("/cog/WMTSCapabilities.xml", FunctionsFixture.Ramp), "_WebMercatorQuad_");
        XElement box = layer.Element(s_ows + "WGS84BoundingBox")!;

        // Map tile 10/511/340: gdaltransform -s_srs EPSG:3857 -t_srs EPSG:4326 of its corners.
        Assert.Equal([-0.3515625, 51.3992056535538], Numbers(box.Element(s_ows + "LowerCorner")!), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([0, 51.6180165487737], Numbers(box.Element(s_ows + "UpperCorner")!), (a, b) => Math.Abs(a - b) < 1e-9);
        XElement limits = Assert.Single(layer.Descendants(s_wmts + "TileMatrixLimits"));
        Assert.Equal(["10", "340", "340", "511", "511"], limits.Elements().Select(element => element.Value));
    }

    [Fact]
    public async Task Tiles_take_the_parameters_along_that_are_theirs()
    {
        XElement contents = await ContentsAsync(
            "/cog/WMTSCapabilities.xml?bidx=2&rescale=0,200&tile_format=webp&use_epsg=true&tilesize=512&foo=a%26b&SERVICE=WMTS"
                + "&REQUEST=GetCapabilities&zooms=*::0,3",
            Rgb
        );
        XElement resource = Layer(contents, "_WebMercatorQuad_").Element(s_wmts + "ResourceURL")!;

        Assert.Equal("image/webp", resource.Attribute("format")!.Value);
        Assert.Equal(
            $"{functions.Client.BaseAddress}cog/tiles/WebMercatorQuad/{{TileMatrix}}/{{TileCol}}/{{TileRow}}.webp"
                + $"?bidx=2&rescale=0,200&foo=a%26b&url={Uri.EscapeDataString(Rgb)}",
            resource.Attribute("template")!.Value
        );
        Assert.Equal("EPSG:3857", Set(contents, "WebMercatorQuad").Element(s_ows + "SupportedCRS")!.Value);

        string tile = resource
            .Attribute("template")!
            .Value.Replace("{TileMatrix}", "10", StringComparison.Ordinal)
            .Replace("{TileCol}", "469", StringComparison.Ordinal)
            .Replace("{TileRow}", "428", StringComparison.Ordinal);
        using HttpResponseMessage response = await functions.Client.GetAsync(tile, TestContext.Current.CancellationToken);
        Assert.Equal("image/webp", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Zooms_take_the_place_of_the_files_own()
    {
        XElement contents = await ContentsAsync("/cog/WMTSCapabilities.xml?zooms=*::3,5&zooms=WGS1984Quad::0,1", Rgb);

        Assert.Equal(["3", "4", "5"], Levels(contents, "_WebMercatorQuad_"));
        Assert.Equal(["0", "1"], Levels(contents, "_WGS1984Quad_"));

        static IEnumerable<string> Levels(XElement contents, string set) =>
            Layer(contents, set).Descendants(s_wmts + "TileMatrix").Select(level => level.Value);
    }

    [Theory]
    [InlineData("zooms=3,5")]
    [InlineData("zooms=WebMercatorQuad::3")]
    [InlineData("zooms=WebMercatorQuad::5,3")]
    [InlineData("zooms=Nowhere::3,5")]
    [InlineData("zooms=*::a,b")]
    [InlineData("tile_format=bmp")]
    [InlineData("use_epsg=perhaps")]
    [InlineData("bidx=7")]
    public async Task What_makes_no_sense_is_refused(string query)
    {
        (int status, string detail) = await functions.GetProblemAsync($"/cog/WMTSCapabilities.xml?{query}", Rgb);

        Assert.Equal(422, status);
        Assert.StartsWith(query.Split('=')[0], detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_set_has_the_matrices_alone_that_the_file_has_tiles_of()
    {
        XElement contents = await ContentsAsync("/cog/webmercatorquad/WMTSCapabilities.xml", Rgb);

        Assert.Equal($"{Rgb}_WebMercatorQuad_default", Assert.Single(contents.Elements(s_wmts + "Layer")).Element(s_ows + "Title")!.Value);
        Assert.Equal(
            ["14"],
            Set(contents, "WebMercatorQuad").Elements(s_wmts + "TileMatrix").Select(matrix => matrix.Element(s_ows + "Identifier")!.Value)
        );
    }

    [Theory]
    [InlineData("EuropeanETRS89_LAEAQuad", 404)]
    [InlineData("GNOSISGlobalGrid", 422)]
    [InlineData("Nowhere", 422)]
    public async Task A_set_without_tiles_of_the_file_is_no_service(string set, int status) =>
        Assert.Equal(status, (await functions.GetProblemAsync($"/cog/{set}/WMTSCapabilities.xml", Rgb)).Status);

    [Fact]
    public async Task A_file_across_180_degrees_has_a_box_on_each_side()
    {
        XElement layer = (await ContentsAsync("/cog/WebMercatorQuad/WMTSCapabilities.xml", TestData.PathOf("wrap/utm1.tif")))
            .Elements(s_wmts + "Layer")
            .Single();
        double[][] boxes = [.. layer.Elements(s_ows + "WGS84BoundingBox").Select(box => box.Elements().SelectMany(Numbers).ToArray())];

        Assert.Equal(2, boxes.Length);
        Assert.Equal((180, -180), (boxes[0][2], boxes[1][0]));
        Assert.True(boxes[0][0] > 170 && boxes[1][2] < -170, string.Join(' ', boxes.SelectMany(box => box)));
    }

    [Fact]
    public async Task A_name_is_escaped_and_holds_nothing_that_XML_forbids()
    {
        string folder = Directory.CreateTempSubdirectory("cog-wmts-").FullName;
        try
        {
            string file = Path.Combine(folder, "a<b>&\"c\uFFFEd.tif");
            File.Copy(Rgb, file);

            XElement contents = await ContentsAsync("/cog/WMTSCapabilities.xml?x=%22%3E%3Cscript%3E", file);

            Assert.Equal("a<b>&\"c\uFFFDd.tif", contents.Element(s_wmts + "Layer")!.Element(s_ows + "Title")!.Value);
            Assert.Contains("%22%3E%3Cscript%3E", Layer(contents, "_WebMercatorQuad_").Element(s_wmts + "ResourceURL")!.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_refused()
    {
        await using TestServer server = await TestServer.StartAsync(
            Cog.Hosting.Settings.CogOptions.LocalMachine with
            {
                AllowedSources = [],
            }
        );
        using HttpResponseMessage response = await server.Client.GetAsync(
            $"/cog/WMTSCapabilities.xml?url={Uri.EscapeDataString(Rgb)}",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    /// <summary>Size and corners, as <c>gdalinfo</c> has them of the file itself: the files' README.</summary>
    [Fact]
    public async Task GDAL_sees_the_file_itself_in_the_first_layer()
    {
        Assert.SkipUnless(File.Exists(GdalInfo), "GDAL is not installed.");
        JsonElement all = await GdalInfoAsync(Address("/cog/WMTSCapabilities.xml", Rgb));
        string first = all.GetProperty("metadata").GetProperty("SUBDATASETS").GetProperty("SUBDATASET_1_NAME").GetString()!;
        JsonElement info = await GdalInfoAsync(first);

        Assert.EndsWith("layer=rgb-32628.tif", first, StringComparison.Ordinal);
        Assert.Equal("[300,200]", Compact(info.GetProperty("size")));
        Assert.Equal("[500000.0,10.0,0.0,3100000.0,0.0,-10.0]", Compact(info.GetProperty("geoTransform")));
        Assert.Contains("32628", info.GetProperty("coordinateSystem").GetProperty("wkt").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WebMercatorQuad", 356, 239)] // gdalwarp -t_srs EPSG:3857 -tr 9.554628535647032 of the file: 356 × 239.
    [InlineData("WGS1984Quad", 356, 211)]
    [InlineData("CogGrid", 300, 200)]
    public async Task GDAL_sees_a_set_at_the_files_own_resolution(string set, int width, int height)
    {
        Assert.SkipUnless(File.Exists(GdalInfo), "GDAL is not installed.");
        JsonElement info = await GdalInfoAsync(Address($"/cog/{set}/WMTSCapabilities.xml", Rgb));

        Assert.Equal($"[{width},{height}]", Compact(info.GetProperty("size")));
    }

    [Fact]
    public async Task GDAL_reads_the_files_own_pixels()
    {
        Assert.SkipUnless(File.Exists(GdalTranslate), "GDAL is not installed.");
        string folder = Directory.CreateTempSubdirectory("cog-wmts-").FullName;
        try
        {
            string raw = Path.Combine(folder, "out.raw");
            string[] bands = ["-b", "1", "-b", "2", "-b", "3", "-of", "ENVI", "-co", "INTERLEAVE=BSQ", "-q"];
            await RunAsync(GdalTranslate, [.. bands, $"WMTS:{Address("/cog/CogGrid/WMTSCapabilities.xml", Rgb)}", raw]);
            byte[] pixels = await File.ReadAllBytesAsync(raw, TestContext.Current.CancellationToken);

            // Column, row, and their sum, each modulo 256: tests/data/functions/README.md.
            Assert.Equal(3 * 300 * 200, pixels.Length);
            for (int i = 0; i < 300 * 200; i++)
            {
                (int row, int column) = (i / 300, i % 300);
                Assert.Equal(
                    ((byte)column, (byte)row, (byte)(column + row)),
                    (pixels[i], pixels[(300 * 200) + i], pixels[(2 * 300 * 200) + i])
                );
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string Address(string path, string file) => $"{functions.Client.BaseAddress}{path[1..]}?url={Uri.EscapeDataString(file)}";

    private async Task<XElement> ContentsAsync(string path, string file)
    {
        using HttpResponseMessage response = await functions.SendAsync(path, file);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        Assert.Equal("application/xml", response.Content.Headers.ContentType?.MediaType);
        return XDocument.Parse(body).Root!.Element(s_wmts + "Contents")!;
    }

    private static XElement Layer(XElement contents, string set) =>
        contents
            .Elements(s_wmts + "Layer")
            .Single(layer => layer.Element(s_ows + "Identifier")!.Value.Contains(set, StringComparison.Ordinal));

    private static XElement Set(XElement contents, string id) =>
        contents.Elements(s_wmts + "TileMatrixSet").Single(set => set.Element(s_ows + "Identifier")!.Value == id);

    private static double[] Numbers(XElement element) =>
        [.. element.Value.Split(' ').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Compact(JsonElement value) =>
        value.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);

    private static async Task<JsonElement> GdalInfoAsync(string address) =>
        JsonDocument
            .Parse(await RunAsync(GdalInfo, ["-json", address.StartsWith("WMTS:", StringComparison.Ordinal) ? address : $"WMTS:{address}"]))
            .RootElement;

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GDAL_ENABLE_WMS_CACHE"] = "NO"; // It would write into the working folder.
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}
