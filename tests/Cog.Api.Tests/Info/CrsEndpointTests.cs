using System.Net;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Info;

/// <summary>Files in a CRS without a code, in one that is not supported, and in none; pictures in the CRS that is asked for.</summary>
public sealed class CrsEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cog-crs-");

    private static string OwnLaea { get; } = TestData.PathOf("functions/own-laea.tif");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_CRS_without_a_code_is_told_as_well_known_text()
    {
        string crs = (await functions.GetJsonAsync("/cog/info", OwnLaea)).GetProperty("crs").GetString()!;
        JsonElement geoJson = await functions.GetJsonAsync("/cog/info.geojson", OwnLaea);

        Assert.StartsWith("PROJCS[", crs, StringComparison.Ordinal);
        Assert.Contains("Lambert_Azimuthal_Equal_Area", crs, StringComparison.Ordinal);
        Assert.Equal(crs, geoJson.GetProperty("properties").GetProperty("crs").GetString());
        Assert.Equal(8.96, geoJson.GetProperty("bbox")[0].GetDouble(), 0.01);

        // It is one that can be asked in, too.
        NumPyResponse box = await functions.GetArrayAsync(
            $"/cog/bbox/98000,201000,99000,201500.npy?coord_crs={Uri.EscapeDataString(crs)}&dst_crs=native",
            OwnLaea
        );
        Assert.Equal([2, 5, 10], box.Shape);
        Assert.Equal(10 + (2 * 5), box.Data[0]);
    }

    [Fact]
    public async Task An_outline_is_in_the_CRS_that_is_asked_for() =>
        Assert.Equal(
            "[500000.0,3098000.0,503000.0,3100000.0]",
            (await functions.GetJsonAsync("/cog/info.geojson?crs=EPSG:32628", FunctionsFixture.Rgb)).GetProperty("bbox").GetRawText()
        );

    [Fact]
    public async Task A_CRS_without_a_code_has_points_tiles_and_pictures()
    {
        // gdaltransform -s_srs EPSG:4326 -t_srs '+proj=laea +lat_0=48 +lon_0=9 +x_0=100000 +y_0=200000 +datum=WGS84'
        // <<< "9 48": 100000 200000, column 30, row 20.
        JsonElement point = await functions.GetJsonAsync("/cog/point/9.0001,47.9999", OwnLaea);
        JsonElement native = await functions.GetJsonAsync("/cog/point/100050,199950?coord_crs=native", OwnLaea);
        JsonElement limits = (await functions.GetJsonAsync("/cog/tiles/WebMercatorQuad", OwnLaea))
            .GetProperty("tileMatrixSetLimits")
            .EnumerateArray()
            .Last();
        string tile =
            $"/cog/tiles/WebMercatorQuad/{limits.GetProperty("tileMatrix").GetString()}/{limits.GetProperty("minTileCol").GetRawText()}/{limits.GetProperty("minTileRow").GetRawText()}.png";

        Assert.Equal((70, 70), (point.GetProperty("values")[0].GetDouble(), native.GetProperty("values")[0].GetDouble()));
        Assert.NotEmpty(await functions.GetAsync(tile, OwnLaea));
        Assert.NotEmpty(await functions.GetAsync("/cog/preview.png?dst_crs=EPSG:3857", OwnLaea));
        Assert.NotEmpty(await functions.GetAsync("/cog/tiles/CogGrid/0/0/0.png", OwnLaea));
    }

    /// <summary>GDAL 3.6.2: gdalinfo of such a file says +units=us-ft; the rest of the answer is where it then lies.</summary>
    [Fact]
    public async Task A_unit_beside_a_code_is_used_and_told()
    {
        string file = WriteKeys(
            "feet.tif",
            (775000, 2955000),
            pixel: 5,
            60,
            [1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 26986, 3076, 0, 1, 9003]
        );
        JsonElement info = await functions.GetJsonAsync("/cog/info", file),
            plain = await functions.GetJsonAsync("/cog/info", OwnLaea);
        JsonElement bounds = (await functions.GetJsonAsync("/cog/WebMercatorQuad/tilejson.json", file)).GetProperty("bounds");

        string warning = info.GetProperty("warnings").EnumerateArray().Single().GetString()!;
        Assert.Contains("EPSG:26986", warning, StringComparison.Ordinal);
        Assert.Contains("0.3048006", warning, StringComparison.Ordinal);
        Assert.False(plain.TryGetProperty("warnings", out _));
        Assert.DoesNotContain("26986", info.GetProperty("crs").GetString(), StringComparison.Ordinal);
        Assert.Equal(-71.06035, bounds[0].GetDouble(), 2e-5); // gdaltransform -s_srs '+init=epsg:26986 +units=us-ft' -t_srs EPSG:4326 <<< "775000 2955000"
        Assert.Equal(42.35583, bounds[3].GetDouble(), 2e-5);
    }

    /// <summary>No corner of a full disk is on the earth, and the corners of a hemisphere are in the other one.</summary>
    [Theory]
    [InlineData("+proj=geos +h=35786023 +lon_0=-75 +sweep=x +ellps=GRS80", 5434895.08, -154, -75, 4, 75)]
    [InlineData("+proj=laea +lat_0=90 +lon_0=0 +ellps=WGS84", 9000000, -179, -66, 179, 87)]
    public async Task Files_around_a_centre_have_a_place(string crs, double half, double west, double south, double east, double north)
    {
        string text = $"ESRI PE String = {Cog.Rendering.Projection.Crs.Parse(crs).Wkt}|";
        string file = WriteKeys(
            "disk.tif",
            (-half, half),
            2 * half / 50,
            50,
            [1, 1, 0, 4, 1024, 0, 1, 32767, 1025, 0, 1, 1, 3072, 0, 1, 32767, 3073, 34737, text.Length, 0],
            text
        );

        double[] bounds =
        [
            .. (await functions.GetJsonAsync("/cog/WebMercatorQuad/tilejson.json", file))
                .GetProperty("bounds")
                .EnumerateArray()
                .Select(n => n.GetDouble()),
        ];
        JsonElement outline = await functions.GetJsonAsync("/cog/info.geojson", file),
            tileSet = await functions.GetJsonAsync("/cog/tiles/WebMercatorQuad", file);

        Assert.True(bounds[0] <= west && bounds[1] <= south && bounds[2] >= east && bounds[3] >= north, string.Join(", ", bounds));
        Assert.True(bounds[0] >= -180 && bounds[1] >= -90 && bounds[2] <= 180 && bounds[3] <= 90, string.Join(", ", bounds));
        Assert.Equal(bounds[1], outline.GetProperty("bbox")[1].GetDouble());
        Assert.NotEmpty(tileSet.GetProperty("tileMatrixSetLimits").EnumerateArray());
        Assert.NotEmpty((await functions.GetJsonAsync("/cog/tiles", file)).GetProperty("tilesets").EnumerateArray());
    }

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/0/0/0.png")]
    [InlineData("/cog/tiles/WebMercatorQuad")]
    [InlineData("/cog/tiles")]
    [InlineData("/cog/WebMercatorQuad/tilejson.json")]
    [InlineData("/cog/info.geojson")]
    [InlineData("/cog/point/1,2")]
    [InlineData("/cog/bbox/1,2,3,4.png")]
    [InlineData("/cog/preview.png?dst_crs=EPSG:3857")]
    [InlineData("/cog/map?bbox=1,2,3,4")]
    public async Task A_CRS_that_is_not_supported_is_named_with_those_that_are(string path)
    {
        (int status, string detail) = await functions.GetProblemAsync(path, Write("unknown.tif", 1234));

        Assert.Equal(501, status);
        Assert.StartsWith("EPSG:1234 is not supported. Supported are ", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cog/tiles/WebMercatorQuad/0/0/0.png")]
    [InlineData("/cog/tiles/WebMercatorQuad")]
    [InlineData("/cog/WebMercatorQuad/tilejson.json")]
    [InlineData("/cog/point/1,2")]
    [InlineData("/cog/bbox/1,2,3,4.png")]
    public async Task A_file_that_is_nowhere_says_so(string path)
    {
        (int status, string detail) = await functions.GetProblemAsync(path, Write("nowhere.tif", epsg: null));

        Assert.Equal((422, "The file is not georeferenced: it has no geotransform, so it has no place on a map."), (status, detail));
    }

    /// <summary>Of files in any CRS and in none: 70 x 40 pixels, each its column plus its row.</summary>
    [Theory]
    [InlineData(1234)]
    [InlineData(null)]
    public async Task Pixels_are_readable_whatever_the_CRS(int? epsg)
    {
        string file = Write("file.tif", epsg);
        JsonElement info = await functions.GetJsonAsync("/cog/info", file);
        NumPyResponse level = await functions.GetArrayAsync("/cog/level/0.npy", file),
            block = await functions.GetArrayAsync("/cog/block/0/1/1.npy", file);
        NumPyResponse preview = await functions.GetArrayAsync("/cog/preview.npy", file),
            map = await functions.GetArrayAsync("/cog/map?f=npy", file);
        string box = epsg is null ? "10,10,20,15" : "110,185,120,190";
        NumPyResponse part = await functions.GetArrayAsync($"/cog/bbox/{box}.npy?coord_crs=native", file);
        string at = epsg is null ? "10.5,12.5" : "110.5,187.5";
        JsonElement point = await functions.GetJsonAsync($"/cog/point/{at}?coord_crs=native", file),
            statistics = await functions.GetJsonAsync("/cog/statistics", file);
        NumPyResponse tile = await functions.GetArrayAsync("/cog/tiles/CogGrid/0/1/1.npy", file);

        Assert.Equal(
            epsg is null ? null : "http://www.opengis.net/def/crs/EPSG/0/1234",
            info.TryGetProperty("crs", out JsonElement crs) ? crs.GetString() : null
        );
        Assert.Equal(([1, 40, 70], [1, 16, 32]), (level.Shape, block.Shape), (a, b) =>
            a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2)
        );
        Assert.Equal((69 + 39, 69 + 39, 69 + 39), (level.Data[(40 * 70) - 1], preview.Data[(40 * 70) - 1], map.Data[(40 * 70) - 1]));
        Assert.Equal([2, 5, 10], part.Shape);
        Assert.Equal(20, part.Data[0]);
        Assert.Equal(22, point.GetProperty("values")[0].GetDouble());
        Assert.Equal(69 + 39, statistics.GetProperty("b1").GetProperty("max").GetDouble());
        Assert.Equal(32 + 16, tile.Data[0]);
    }

    [Theory]
    [InlineData("/cog/map?bbox=-14.995,28.01,-14.98,28.02&f=npy", "http://www.opengis.net/def/crs/EPSG/0/32628", 4)]
    [InlineData(
        "/cog/map?bbox=500100,3099800,500200,3099900&bbox-crs=%5BEPSG:32628%5D&width=10&f=npy",
        "http://www.opengis.net/def/crs/EPSG/0/32628",
        4
    )]
    [InlineData(
        "/cog/map?bbox=500100,3099800,0,500200,3099900,9&bbox-crs=EPSG:32628&crs=EPSG:3857&f=npy",
        "http://www.opengis.net/def/crs/EPSG/0/3857",
        4
    )]
    public async Task A_map_is_in_the_CRS_that_is_asked_for(string path, string crs, int bands)
    {
        using HttpResponseMessage response = await functions.SendAsync(path, FunctionsFixture.Rgb);

        Assert.Equal($"<{crs}>", response.Headers.GetValues("Content-Crs").Single());
        Assert.Equal(
            bands,
            NumPyResponse.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Shape[0]
        );
    }

    [Fact]
    public async Task A_map_is_a_PNG_of_all_of_the_file_unless_told_otherwise()
    {
        using HttpResponseMessage png = await functions.SendAsync("/cog/map", FunctionsFixture.Rgb),
            jpeg = await functions.SendAsync("/cog/map?f=image/jpeg&width=100", FunctionsFixture.Rgb);

        Assert.Equal((HttpStatusCode.OK, "image/png"), (png.StatusCode, png.Content.Headers.ContentType?.ToString()));
        Assert.Equal("500000,3098000,503000,3100000", png.Headers.GetValues("Content-Bbox").Single());
        Assert.Equal((HttpStatusCode.OK, "image/jpeg"), (jpeg.StatusCode, jpeg.Content.Headers.ContentType?.ToString()));
    }

    [Theory]
    [InlineData("/cog/map?bbox=1,2,3", "bbox is '1,2,3': expected minx,miny,maxx,maxy")]
    [InlineData("/cog/map?bbox=3,2,1,4&bbox-crs=EPSG:32628", "bbox is '3,2,1,4': expected minx,miny,maxx,maxy")]
    [InlineData("/cog/map?bbox=a,b,c,d", "bbox is 'a,b,c,d': expected minx,miny,maxx,maxy")]
    [InlineData("/cog/map?f=html", "f is 'html': expected png, jpg, webp, npy or tif.")]
    [InlineData("/cog/map?crs=Mars", "'Mars' is not a CRS")]
    public async Task A_map_that_makes_no_sense_is_told_so(string path, string detail)
    {
        (int status, string found) = await functions.GetProblemAsync(path, FunctionsFixture.Rgb);

        Assert.Equal(422, status);
        Assert.StartsWith(detail, found, StringComparison.Ordinal);
    }

    /// <summary>70 × 40 bytes, each its column plus its row, in blocks of 32 × 16 from 100, 200 on; nowhere without a code.</summary>
    private string WriteKeys(string name, (double X, double Y) corner, double pixel, int columns, double[] keys, string text = "|")
    {
        IfdBuilder image = new IfdBuilder(columns, columns)
            .WithBlocks(new byte[columns * columns])
            .Striped(columns)
            .With(TagId.ModelPixelScale, FieldType.Double, pixel, pixel, 0)
            .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, corner.X, corner.Y, 0)
            .With(TagId.GeoKeyDirectory, FieldType.Short, keys)
            .With(TagId.GeoAsciiParams, text);
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, new TiffBuilder().Add(image).Build());
        return path;
    }

    private string Write(string name, int? epsg)
    {
        var blocks = new List<byte[]>();
        for (int block = 0; block < 9; block++)
        {
            int left = block % 3 * 32,
                top = block / 3 * 16;
            blocks.Add([.. Enumerable.Range(0, 32 * 16).Select(i => (byte)(left + (i % 32) + top + (i / 32)))]);
        }

        IfdBuilder image = new IfdBuilder(70, 40).Tiled(32, 16).WithBlocks(blocks);
        if (epsg is { } code)
        {
            image
                .With(TagId.ModelPixelScale, FieldType.Double, 1, 1, 0)
                .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 100, 200, 0)
                .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, code);
        }

        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, new TiffBuilder().Add(image).Build());
        return path;
    }
}
