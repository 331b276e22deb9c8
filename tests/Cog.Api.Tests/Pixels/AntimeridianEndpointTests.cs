using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Pixels;

/// <summary>
/// Boxes, areas, points and descriptions of files across ±180°: against the pictures that GDAL makes of them, see
/// tests/data/wrap/README.md.
/// </summary>
public class AntimeridianEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static readonly IReadOnlyDictionary<string, Cog.Testing.NumPyArray> Pictures = NumPyArchive.Read(
        TestData.PathOf("wrap/cases.npz")
    );
    private static readonly JsonElement Cases = JsonDocument
        .Parse(System.IO.File.ReadAllText(TestData.PathOf("wrap/cases.json")))
        .RootElement;

    private static string World { get; } = TestData.PathOf("tiling/world.tif");

    public static IEnumerable<TheoryDataRow<string>> InDegrees() => Keys(isGeographic: true);

    public static IEnumerable<TheoryDataRow<string>> Projected() => Keys(isGeographic: false);

    [Theory]
    [MemberData(nameof(InDegrees))]
    public async Task A_box_whose_west_is_more_than_its_east_is_the_one_across_180_degrees(string key)
    {
        JsonElement one = Cases.GetProperty(key);
        double[] box = Box(one);
        string size = Size(one),
            file = FileOf(one);

        AssertSame(key, await functions.GetArrayAsync($"/cog/bbox/{Text(box[0], box[1], box[2] - 360, box[3])}/{size}.npy", file));

        // The same as a map, and written in order.
        AssertSame(
            key,
            await functions.GetArrayAsync(
                $"/cog/map?bbox={Text(box[0], box[1], box[2] - 360, box[3])}&crs=EPSG:4326&f=npy&{Sides(one)}",
                file
            )
        );
        AssertSame(key, await functions.GetArrayAsync($"/cog/bbox/{Text(box)}/{size}.npy", file));
    }

    [Theory]
    [MemberData(nameof(Projected))]
    public async Task So_it_is_in_a_projected_picture(string key)
    {
        JsonElement one = Cases.GetProperty(key);
        double[] degrees = key == "utm60-mercator" ? [176, 49, -176, 51] : [172.5, -3, -172.5, 8];
        using HttpResponseMessage response = await functions.SendAsync(
            $"/cog/bbox/{Text(degrees)}/{Size(one)}.npy?dst_crs=EPSG:{one.GetProperty("crs").GetInt32()}",
            FileOf(one)
        );
        double[] box =
        [
            .. response.Headers.GetValues("Content-Bbox").Single().Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)),
        ];

        Assert.Equal(Box(one), box, (a, b) => Math.Abs(a - b) < 1e-3 * Math.Abs(a));
        AssertSame(key, NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("coord_crs=EPSG:4326")]
    [InlineData("coord_crs=native")]
    [InlineData("dst_crs=native")]
    [InlineData("dst_crs=OGC:CRS84")]
    public async Task A_picture_across_the_ends_of_a_whole_world_shows_both(string crs)
    {
        // Rows and columns of half a degree: of the last 20 and the first 20 columns.
        NumPyResponse all = await functions.GetArrayAsync("/cog/level/0.npy", World),
            box = await functions.GetArrayAsync($"/cog/bbox/170,-5,-170,5.npy?{crs}", World);

        Assert.Equal([2, 20, 40], box.Shape);
        for (int i = 0; i < 20 * 40; i++)
        {
            (int row, int column) = (i / 40, i % 40);
            Assert.Equal((all.Data[((170 + row) * 720) + ((700 + column) % 720)], (byte)255), (box.Data[i], box.Data[800 + i]));
        }
    }

    [Fact]
    public async Task So_does_one_of_a_projected_world()
    {
        // Pixels of HALF / 200, of which 20 are 18 degrees: as they are stored, from either end.
        NumPyResponse all = await functions.GetArrayAsync("/cog/level/0.npy", File("mercator")),
            box = await functions.GetArrayAsync("/cog/bbox/171,-30,-171,30/20x40.npy?dst_crs=native", File("mercator"));

        // Rows of the file in a row of the picture, which is nearest.
        double step = Math.Asinh(Math.Tan(Math.PI / 6)) * 2 / 40 / Math.PI * 200;
        for (int i = 0; i < 800; i++)
        {
            int row = (int)Math.Floor(200 + ((i / 20) - 19.5) * step),
                column = (390 + (i % 20)) % 400;
            Assert.Equal((all.Data[(row * 400) + column], (byte)255), (box.Data[i], box.Data[800 + i]));
        }
    }

    [Theory]
    [InlineData("east", "WorldCRS84Quad/5/0/15", 20)]
    [InlineData("west", "WorldCRS84Quad/5/63/15", 20)]
    [InlineData("west", "WorldCRS84Quad/5/0/15", 20)]
    [InlineData("east", "WebMercatorQuad/6/0/31", 20)]
    public async Task A_tile_on_the_other_side_shows_the_file(string name, string tile, int least)
    {
        byte[] east = await functions.GetAsync($"/cog/tiles/{tile}.npy", File("east")),
            west = await functions.GetAsync($"/cog/tiles/{tile}.npy", File("west"));

        Assert.Equal(east, west);
        NumPyResponse picture = NumPyResponse.Parse(await functions.GetAsync($"/cog/tiles/{tile}.npy", File(name)));
        Assert.DoesNotContain((byte)0, picture.Data);
        Assert.True(picture.Data[..(256 * 256)].Distinct().Count() > least);
    }

    [Theory]
    [InlineData("east")]
    [InlineData("west")]
    public async Task The_tiles_of_a_file_are_on_both_sides(string name)
    {
        JsonElement limits = (await functions.GetJsonAsync("/cog/tiles/WorldCRS84Quad?minzoom=3&maxzoom=3", File(name))).GetProperty(
            "tileMatrixSetLimits"
        )[0];

        Assert.Equal((0, 15), (limits.GetProperty("minTileCol").GetInt32(), limits.GetProperty("maxTileCol").GetInt32()));
    }

    [Fact]
    public async Task A_box_of_a_files_own_numbers_ends_where_the_file_ends()
    {
        NumPyResponse box = await functions.GetArrayAsync("/cog/bbox/-190,0,-170,10/40x20.npy?coord_crs=native", World);

        Assert.All(Enumerable.Range(0, 800), i => Assert.Equal(i % 40 < 20 ? 0 : 255, box.Data[800 + i]));
    }

    [Fact]
    public async Task A_box_on_the_other_side_is_the_same_place()
    {
        foreach (string file in (string[])["east", "west"])
        {
            byte[] east = await functions.GetAsync("/cog/bbox/182,0,187,5.npy", File(file)),
                west = await functions.GetAsync("/cog/bbox/-178,0,-173,5.npy", File(file));
            byte[] native = await functions.GetAsync("/cog/bbox/-178,0,-173,5.npy?coord_crs=native", File(file));

            Assert.Equal(east, west);
            Assert.Equal(east, native);
            Assert.DoesNotContain((byte)0, NumPyResponse.Parse(west).Data);
        }
    }

    [Theory]
    [InlineData("/cog/map?bbox=30,0,20,1&bbox-crs=EPSG:3857")]
    [InlineData("/cog/map?bbox=3,1,2,0")]
    [InlineData("/cog/map?bbox=-170,0,-190,1")]
    [InlineData("/cog/bbox/3,0,2,1.npy?coord_crs=EPSG:32660")]
    [InlineData("/cog/bbox/3,0,2,1.npy?coord_crs=native")]
    public async Task Any_other_box_from_right_to_left_is_none(string path) =>
        Assert.Equal(422, (await functions.GetProblemAsync(path, File("utm60"))).Status);

    [Theory]
    [InlineData("utm60")]
    [InlineData("utm1")]
    [InlineData("pdc")]
    public async Task A_preview_in_degrees_is_of_the_file_and_not_of_the_world(string name)
    {
        using HttpResponseMessage response = await functions.SendAsync("/cog/preview.npy?dst_crs=EPSG:4326", File(name));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        double[] box =
        [
            .. response.Headers.GetValues("Content-Bbox").Single().Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)),
        ];
        NumPyResponse picture = NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

        // rasterio.warp.transform_bounds(..., densify_pts=21): 175.6 to -175.3, 171.9 to -178.9, 168.0 to -165.1 and the like.
        Assert.InRange(box[0], 160, 180);
        Assert.InRange(box[2], 180, 200);
        int pixels = picture.Shape[1] * picture.Shape[2];
        Assert.InRange(pixels, 120 * 60 / 2, 120 * 60 * 2);
        Assert.InRange(picture.Data[pixels..].Count(valid => valid == 255), pixels * 7 / 10, pixels);
    }

    [Theory]
    [InlineData("east", -175.1, 2.6)]
    [InlineData("east", 184.9, 2.6)]
    [InlineData("west", 175.1, 2.6)]
    [InlineData("west", -184.9, 2.6)]
    [InlineData("west", 544.9, 2.6)]
    [InlineData("utm60", -178.1, 50)]
    [InlineData("utm60", 181.9, 50)]
    [InlineData("utm1", 178.2, 50)]
    [InlineData("pdc", 185, 2)]
    public async Task A_point_is_found_on_either_side(string name, double longitude, double latitude)
    {
        // The pixel of gdallocationinfo, for geographic files worked by hand: the column is that of the longitude on the file's own side.
        (double x, double y) = (WithinFile(name, longitude), latitude);
        byte[] picture = (
            await functions.GetArrayAsync($"/cog/bbox/{Text(x - 0.001, y - 0.001, x + 0.001, y + 0.001)}/1x1.npy", File(name))
        ).Data;
        double value = (await functions.GetJsonAsync($"/cog/point/{Text(longitude, latitude)}", File(name)))
            .GetProperty("values")[0]
            .GetDouble();

        Assert.Equal((picture[0], (byte)255), ((byte)value, picture[1]));
        if (name is "east" or "west")
        {
            int column = (int)Math.Floor((x - (name == "east" ? 170 : -190)) / 0.25),
                row = (int)Math.Floor((10 - y) / 0.25);
            Assert.Equal((((column * 7) + (row * 31)) % 251) + 1, value);
        }
    }

    [Theory]
    [InlineData(180)]
    [InlineData(-180)]
    [InlineData(540)]
    public async Task The_end_of_a_world_is_its_beginning(double longitude)
    {
        double first = (await functions.GetJsonAsync("/cog/point/-179.9,0.1", World)).GetProperty("values")[0].GetDouble();

        Assert.Equal(
            first,
            (await functions.GetJsonAsync($"/cog/point/{Text(longitude, 0.1)}", World)).GetProperty("values")[0].GetDouble()
        );
    }

    [Theory]
    [InlineData("east", -165, 2)]
    [InlineData("west", 165, 2)]
    [InlineData("east", 0, 2)]
    public async Task A_point_beside_the_file_is_not_found(string name, double longitude, double latitude) =>
        Assert.Equal(404, (await functions.GetProblemAsync($"/cog/point/{Text(longitude, latitude)}", File(name))).Status);

    [Theory]
    [InlineData("east")]
    [InlineData("west")]
    [InlineData("utm60")]
    public async Task An_area_that_is_cut_at_180_degrees_is_one(string name)
    {
        double y = name == "utm60" ? 50 : 2;
        string cut = Multi(Rectangle(178, y, 180, y + 1), Rectangle(-180, y, -179, y + 1)),
            whole = Multi(Rectangle(178, y, 181, y + 1));

        (NumPyResponse array, string box) = await FeatureAsync("/cog/feature/60x20.npy", cut, name);

        Assert.Equal(Text(178, y, 181, y + 1), box);
        Assert.Equal(
            await functions.GetAsync($"/cog/bbox/{Text(178, y, -179, y + 1)}/60x20.npy", File(name)),
            (await PostAsync("/cog/feature/60x20.npy", cut, name)).Body
        );
        Assert.Equal((await FeatureAsync("/cog/feature/60x20.npy", whole, name)).Array.Data, array.Data);
        Assert.DoesNotContain((byte)0, array.Data);
    }

    [Theory]
    [InlineData("east", -178, -177)]
    [InlineData("east", 182, 183)]
    [InlineData("west", 182, 183)]
    [InlineData("west", -178, -177)]
    public async Task Statistics_of_an_area_are_those_of_the_same_pixels_on_either_side(string name, double west, double east)
    {
        JsonElement band = await StatisticsAsync($"/cog/statistics", Multi(Rectangle(west, 1, east, 2)), name);

        // Columns 48 to 51 and rows 32 to 35 of pixels of a quarter of a degree.
        double[] values = [.. Enumerable.Range(0, 16).Select(i => (double)((((48 + (i % 4)) * 7) + ((32 + (i / 4)) * 31)) % 251) + 1)];
        Assert.Equal(
            (16, values.Sum(), values.Min(), values.Max()),
            (
                band.GetProperty("count").GetDouble(),
                band.GetProperty("sum").GetDouble(),
                band.GetProperty("min").GetDouble(),
                band.GetProperty("max").GetDouble()
            )
        );
    }

    [Fact]
    public async Task Statistics_in_degrees_count_a_projected_file_on_both_sides()
    {
        JsonElement cut = await StatisticsAsync(
            "/cog/statistics",
            Multi(Rectangle(178, 49.5, 180, 50.5), Rectangle(-180, 49.5, -179, 50.5)),
            "utm60"
        );
        JsonElement native = await StatisticsAsync(
            "/cog/statistics?dst_crs=native",
            Multi(Rectangle(178, 49.5, 180, 50.5), Rectangle(-180, 49.5, -179, 50.5)),
            "utm60"
        );

        // About 215 km by 111 km, in pixels of 5 km.
        Assert.InRange(native.GetProperty("count").GetDouble(), 900, 1050);
        Assert.InRange(cut.GetProperty("valid_percent").GetDouble(), 99, 100);
        Assert.Equal(native.GetProperty("mean").GetDouble(), cut.GetProperty("mean").GetDouble(), 6.0);
    }

    [Theory]
    [InlineData("east", "[-180.0,-5.0,180.0,10.0]", 180)]
    [InlineData("west", "[-180.0,-5.0,180.0,10.0]", 180)]
    [InlineData("utm60", null, 179.8)]
    [InlineData("utm1", null, 181.5)]
    public async Task TileJSON_goes_round_the_earth_and_is_centred_on_the_file(string name, string? bounds, double longitude)
    {
        JsonElement found = await functions.GetJsonAsync("/cog/WebMercatorQuad/tilejson.json", File(name));
        double centre = found.GetProperty("center")[0].GetDouble();

        Assert.Equal((-180, 180), (found.GetProperty("bounds")[0].GetDouble(), found.GetProperty("bounds")[2].GetDouble()));
        Assert.Equal(bounds ?? found.GetProperty("bounds").GetRawText(), found.GetProperty("bounds").GetRawText());
        Assert.InRange(centre, -180, 180);
        Assert.InRange(Math.Abs(Math.IEEERemainder(centre - longitude, 360)), 0, 1.5);
    }

    [Theory]
    [InlineData("east")]
    [InlineData("west")]
    public async Task An_outline_is_cut_at_180_degrees(string name)
    {
        JsonElement feature = await functions.GetJsonAsync("/cog/info.geojson", File(name));

        Assert.Equal("[170.0,-5.0,-170.0,10.0]", feature.GetProperty("bbox").GetRawText());
        Assert.Equal("MultiPolygon", feature.GetProperty("geometry").GetProperty("type").GetString());
        Assert.Equal(
            "[[[[170,-5],[180,-5],[180,10],[170,10],[170,-5]]],[[[-180,-5],[-170,-5],[-170,10],[-180,10],[-180,-5]]]]",
            feature.GetProperty("geometry").GetProperty("coordinates").GetRawText()
        );
        Assert.Equal(
            name == "east" ? "[170.0,-5.0,190.0,10.0]" : "[-190.0,-5.0,-170.0,10.0]",
            feature.GetProperty("properties").GetProperty("bounds").GetRawText()
        );
        Assert.Equal(
            "[170,-5]",
            (await functions.GetJsonAsync("/cog/tiles", File(name)))
                .GetProperty("tilesets")[0]
                .GetProperty("boundingBox")
                .GetProperty("lowerLeft")
                .GetRawText()
        );
    }

    /// <summary>Pixels of 10 degrees whose middles are at 0, 10, … degrees east.</summary>
    [Fact]
    public async Task A_world_from_half_a_pixel_west_of_Greenwich_has_a_western_hemisphere()
    {
        string file = WriteDegrees(-5, 95, 10, 36, 19);
        try
        {
            foreach (string tile in (string[])["0/0/0", "1/1/0", "2/3/1", "3/7/3"])
            {
                NumPyResponse picture = await functions.GetArrayAsync($"/cog/tiles/WorldCRS84Quad/{tile}.npy", file);
                Assert.DoesNotContain((byte)0, picture.Data[(256 * 256)..]);
            }

            NumPyResponse sized = await functions.GetArrayAsync("/cog/bbox/-180,-60,0,60/84x60.npy", file),
                plain = await functions.GetArrayAsync("/cog/bbox/-90,-30,0,30.npy", file);
            NumPyResponse map = await functions.GetArrayAsync("/cog/map?bbox=-180,-60,0,60&width=84&height=60&f=npy", file);
            byte[] area = (await PostToAsync("/cog/feature/84x60.npy", Multi(Rectangle(-180, -60, 0, 60)), file)).Body;

            Assert.Equal(
                Enumerable.Range(0, 84).Select(i => (byte)(1 + ((int)Math.Floor((185 + ((i + 0.5) * 180 / 84)) / 10) % 36))),
                sized.Data[..84]
            );
            Assert.All(new[] { sized.Data, map.Data, NumPyResponse.Parse(area).Data, plain.Data }, data =>
                Assert.DoesNotContain((byte)0, data)
            );
            Assert.Equal(sized.Data, map.Data);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    [Theory]
    [InlineData(0, "EPSG:3857", 20037508.342789244)]
    [InlineData(-5, "EPSG:3395", 20037508.342789244)]
    [InlineData(0, "EPSG:6933", 17367530.445161372)]
    [InlineData(-180, "EPSG:3832", 20037508.342789244)]
    public async Task A_preview_of_a_world_is_of_the_world(double west, string crs, double half)
    {
        string file = WriteDegrees(west, 60, 10, 36, 12);
        try
        {
            using HttpResponseMessage response = await functions.SendAsync($"/cog/preview.npy?dst_crs={crs}", file);
            double[] box =
            [
                .. response
                    .Headers.GetValues("Content-Bbox")
                    .Single()
                    .Split(',')
                    .Select(n => double.Parse(n, CultureInfo.InvariantCulture)),
            ];
            NumPyResponse picture = NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

            Assert.Equal((-half, half), (box[0], box[2]), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1 && Math.Abs(a.Item2 - b.Item2) < 1);
            int pixels = picture.Shape[1] * picture.Shape[2];
            Assert.DoesNotContain((byte)0, picture.Data[pixels..]);

            // Of 3832, the middle is 150 degrees east. The nearest pixel of a grid as fine as the file, and of the file to that: off by
            // less than one.
            int columns = picture.Shape[2];
            Assert.All(Enumerable.Range(0, pixels), i =>
            {
                double longitude = ((((i % columns) + 0.5) / columns) * 360) - 180 + (crs == "EPSG:3832" ? 150 : 0),
                    column = (longitude - west) / 10;
                Assert.InRange(Math.Abs(Math.IEEERemainder(picture.Data[i] - 0.5 - column, 36)), 0, 1);
            });
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_beyond_the_end_of_Web_Mercator_has_no_preview_in_it()
    {
        string file = WriteDegrees(0, 89, 0.1, 36, 18);
        try
        {
            (int status, string detail) = await functions.GetProblemAsync("/cog/preview.npy?dst_crs=EPSG:3857", file);

            Assert.Equal(404, status);
            Assert.Contains("outside bounds", detail, StringComparison.Ordinal);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    // A column's samples are its number, from 1.
    private static string WriteDegrees(double west, double north, double pixel, int columns, int rows)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.tif");
        System.IO.File.WriteAllBytes(
            path,
            new TiffBuilder()
                .Add(
                    new IfdBuilder(columns, rows)
                        .Striped(rows)
                        .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
                        .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, west, north, 0)
                        .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326)
                        .WithBlocks([.. Enumerable.Range(0, columns * rows).Select(i => (byte)((i % columns) + 1))])
                )
                .Build()
        );
        return path;
    }

    private static IEnumerable<TheoryDataRow<string>> Keys(bool isGeographic) =>
        Cases
            .EnumerateObject()
            .Where(one => one.Value.GetProperty("crs").GetInt32() == 4326 == isGeographic)
            .Select(one => new TheoryDataRow<string>(one.Name));

    private static string File(string name) => TestData.PathOf($"wrap/{name}.tif");

    private static string FileOf(JsonElement one) => Path.GetFullPath(File(one.GetProperty("file").GetString()!));

    private static double[] Box(JsonElement one) => [.. one.GetProperty("box").EnumerateArray().Select(n => n.GetDouble())];

    private static string Size(JsonElement one) => $"{one.GetProperty("size")[0]}x{one.GetProperty("size")[1]}";

    private static string Sides(JsonElement one) => $"width={one.GetProperty("size")[0]}&height={one.GetProperty("size")[1]}";

    private static string Text(params double[] numbers) =>
        string.Join(',', numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture)));

    private static double WithinFile(string name, double longitude) =>
        name switch
        {
            "east" => longitude < 0 ? longitude + 360 : longitude,
            "west" => longitude > 360 ? longitude - 720
            : longitude > 0 ? longitude - 360
            : longitude,
            _ => longitude,
        };

    // A warp may be off by an eighth of a pixel, as gdalwarp's own: near the border of two, either may be the nearest.
    private static void AssertSame(string key, NumPyResponse found)
    {
        Cog.Testing.NumPyArray expected = Pictures[key];
        Assert.Equal(expected.Shape, found.Shape);
        int pixels = expected.Values.Length / 2;
        int masks = Enumerable.Range(0, pixels).Count(i => expected.Values[pixels + i] != found.Data[pixels + i]);
        int[] different =
        [
            .. Enumerable.Range(0, pixels).Where(i => expected.Values[pixels + i] != 0 && expected.Values[i] != found.Data[i]),
        ];
        TestContext.Current.TestOutputHelper?.WriteLine($"{key}: {masks} masks and {different.Length} of {pixels} pixels differ");
        Assert.InRange(masks, 0, pixels / 300);
        Assert.InRange(different.Length, 0, pixels / 50);

        // Nowhere more than elsewhere: not at 180° either.
        int columns = expected.Shape[2],
            rows = expected.Shape[1];
        Assert.All(different.CountBy(i => i % columns), column => Assert.InRange(column.Value, 0, Math.Max(2, rows / 6)));
    }

    private static string Rectangle(double west, double south, double east, double north) =>
        $"[[[{Text(west, south)}],[{Text(east, south)}],[{Text(east, north)}],[{Text(west, north)}],[{Text(west, south)}]]]";

    private static string Multi(params string[] polygons) =>
        """{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[""" + string.Join(',', polygons) + "]}}";

    private async Task<(NumPyResponse Array, string Box)> FeatureAsync(string path, string body, string name)
    {
        (byte[] answer, string box) = await PostAsync(path, body, name);
        return (NumPyResponse.Parse(answer), box);
    }

    private async Task<JsonElement> StatisticsAsync(string path, string body, string name) =>
        JsonDocument
            .Parse((await PostAsync(path, body, name)).Body)
            .RootElement.GetProperty("properties")
            .GetProperty("statistics")
            .GetProperty("b1");

    private Task<(byte[] Body, string Box)> PostAsync(string path, string body, string name) => PostToAsync(path, body, File(name));

    private async Task<(byte[] Body, string Box)> PostToAsync(string path, string body, string file)
    {
        char separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var content = new StringContent(body, Encoding.UTF8, "application/geo+json");
        using HttpResponseMessage response = await functions.Client.PostAsync(
            new Uri($"{path}{separator}url={Uri.EscapeDataString(file)}", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );
        byte[] answer = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(answer));
        return (answer, response.Headers.TryGetValues("Content-Bbox", out IEnumerable<string>? box) ? box.Single() : "");
    }
}
