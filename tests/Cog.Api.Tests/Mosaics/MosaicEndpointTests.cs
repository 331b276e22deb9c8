using System.Net;
using System.Text;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;

namespace Cog.Api.Tests.Mosaics;

/// <summary>Mosaics over HTTP: which files are opened and read, and what comes of them.</summary>
public class MosaicEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tile_over_thirty_files_costs_one_question_and_one_read_for_each_file_that_is_needed()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string[] files =
        [
            fixture.PutHalf("left.tif", 10, right: false),
            fixture.PutHalf("right.tif", 20, right: true),
            .. Enumerable.Range(0, 28).Select(i => fixture.PutWhole($"behind{i}.tif", 99)),
        ];
        string document = fixture.PutDocument(files);
        foreach (string file in files)
        {
            using HttpResponseMessage info = await fixture.GetAsync("/cog/info", file); // The table is warm.
        }

        await fixture.RestartAsync();
        fixture.Host.Clear();
        fixture.Table.Calls.Clear();
        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Equal(["get 30"], fixture.Table.Calls);
        Assert.Equal(["left.tif", "mosaic.json", "right.tif"], fixture.Host.Requests.Order());
        Assert.Equal($"{files[0]},{files[1]}", tile.Headers.GetValues("X-Assets").Single());
        NumPyResponse pixels = await PixelsAsync(tile);
        Assert.Equal([2, 256, 256], pixels.Shape);
        for (int i = 0; i < 256 * 256; i++)
        {
            Assert.Equal((i % 256 < 128 ? 10 : 20, 255), (pixels.Data[i], pixels.Data[(256 * 256) + i]));
        }
    }

    [Fact]
    public async Task What_nobody_knows_yet_is_opened_one_by_one_as_long_as_nothing_is_missing()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutWhole("first.tif", 10), fixture.PutWhole("second.tif", 20)]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.DoesNotContain("second.tif", fixture.Host.Requests);
    }

    [Fact]
    public async Task Holes_are_filled_by_the_files_behind()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([
            fixture.PutWhole("a.tif", 10, (x, _) => x >= 100),
            fixture.PutWhole("b.tif", 20, (x, _) => x >= 50),
            fixture.PutWhole("c.tif", 30),
            fixture.PutWhole("d.tif", 40),
        ]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        NumPyResponse pixels = await PixelsAsync(tile);
        Assert.Equal(
            [
                .. Enumerable
                    .Range(0, 256)
                    .Select(x =>
                        (byte)(
                            x >= 100 ? 10
                            : x >= 50 ? 20
                            : 30
                        )
                    ),
            ],
            pixels.Data[..256]
        );
    }

    [Theory]
    [InlineData("first", 10, 30)]
    [InlineData("highest", 20, 30)]
    [InlineData("lowest", 10, 20)]
    [InlineData("mean", 15, 25)]
    [InlineData("median", 15, 25)]
    [InlineData("count", 2, 2)]
    public async Task A_pixel_is_selected(string selection, byte left, byte right)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([
            fixture.PutHalf("left.tif", 10, right: false),
            fixture.PutHalf("right.tif", 30, right: true),
            fixture.PutWhole("whole.tif", 20),
        ]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document, $"&pixel_selection={selection}");

        NumPyResponse pixels = await PixelsAsync(tile);
        Assert.Equal((left, right), (pixels.Data[0], pixels.Data[255]));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("highest")]
    [InlineData("lowest")]
    [InlineData("mean")]
    [InlineData("median")]
    [InlineData("stdev")]
    [InlineData("lastbandlow")]
    [InlineData("lastbandhigh")]
    [InlineData("count")]
    public async Task Files_in_three_crss_make_the_tile_that_rasterio_and_numpy_make(string selection)
    {
        IReadOnlyDictionary<string, NumPyArray> expected = NumPyArchive.Read(TestData.PathOf("mosaics/tile.npz"));
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        foreach (string name in (string[])["a.tif", "b.tif", "c.tif"])
        {
            fixture.Host.Put(name, await File.ReadAllBytesAsync(TestData.PathOf($"mosaics/{name}"), Token));
        }

        string document = fixture.PutDocument(["a.tif", "b.tif", "c.tif"]);
        using HttpResponseMessage tile = await fixture.GetTileAsync(document, $"&tilesize=64&pixel_selection={selection}");

        NumPyResponse found = await PixelsAsync(tile);
        double[] values = found.Type == "<f8" ? found.As<double>().ToArray() : [.. found.Data.Select(b => (double)b)];
        double[] mask = expected[selection + "_mask"].Values,
            wanted = expected[selection].Values;
        int bands = wanted.Length / mask.Length;
        Assert.Equal([bands + 1, 64, 64], found.Shape);
        double[] sure = expected["sure"].Values;
        Assert.InRange(sure.Sum(), 0.6 * mask.Length, mask.Length);
        foreach (int i in Enumerable.Range(0, mask.Length).Where(i => sure[i] != 0))
        {
            Assert.Equal(mask[i] != 0, values[(bands * mask.Length) + i] > 0); // Of floats the least number stands for a masked pixel.
            for (int band = 0; band < bands && mask[i] != 0; band++)
            {
                Assert.Equal(wanted[(band * mask.Length) + i], values[(band * mask.Length) + i], 1e-9);
            }
        }
    }

    [Fact]
    public async Task Expressions_are_computed_before_a_pixel_is_selected_and_algorithms_after()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutWhole("a.tif", 10), fixture.PutWhole("b.tif", 20)]);

        // The highest of 1/value is that of the lowest value.
        using HttpResponseMessage tile = await fixture.GetTileAsync(document, "&pixel_selection=highest&expression=100/b1");
        using HttpResponseMessage sum = await fixture.GetTileAsync(document, "&pixel_selection=highest&expression=b1;b1&algorithm=sum");

        NumPyResponse quotients = await PixelsAsync(tile);
        Assert.Equal(("<f8", 10), (quotients.Type, quotients.As<double>()[0]));
        Assert.Equal(HttpStatusCode.OK, sum.StatusCode);
        NumPyResponse added = await PixelsAsync(sum);
        Assert.Equal([2, 256, 256], added.Shape);
    }

    [Fact]
    public async Task A_file_that_fails_is_named_and_left_out()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string missing = fixture.Host.AddressOf("missing.tif?token=SECRET");
        string document = fixture.PutDocument([missing, fixture.PutWhole("b.tif", 20)]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Equal(fixture.Host.AddressOf("missing.tif"), tile.Headers.GetValues("X-Mosaic-Failed").Single());
        Assert.Equal(20, (await PixelsAsync(tile)).Data[0]);
    }

    [Fact]
    public async Task A_setting_makes_it_fail_the_answer()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        await fixture.RestartAsync(o => o with { Mosaics = new() { IsStrict = true } });
        string document = fixture.PutDocument([fixture.Host.AddressOf("missing.tif"), fixture.PutWhole("b.tif", 20)]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.NotFound, tile.StatusCode);
    }

    [Fact]
    public async Task Where_all_fail_the_first_one_tells_why()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.Host.AddressOf("missing.tif"), fixture.Host.AddressOf("neither.tif")]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.NotFound, tile.StatusCode);
        Assert.Contains("missing.tif", await tile.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task A_document_from_elsewhere_names_no_file_of_this_machine(string name)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([name]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        // "/etc/passwd" is a path of the document's own server.
        Assert.Equal(name[0] == '/' ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, tile.StatusCode);
    }

    [Fact]
    public async Task What_a_document_names_passes_the_list_of_allowed_sources()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutWhole("a.tif", 20)]);
        await fixture.RestartAsync(o => o with { IsLocalMachine = false, AllowedSources = [document], AllowPrivateNetworks = true });

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.Forbidden, tile.StatusCode);
        Assert.DoesNotContain("a.tif", fixture.Host.Requests);
    }

    [Fact]
    public async Task Names_are_relative_to_the_document_and_it_may_be_packed()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.PutWhole("folder/a.tif", 20);
        string document = fixture.PutDocument(["a.tif"], "folder/mosaic.json.gz");

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
    }

    [Fact]
    public async Task The_same_answer_is_not_sent_twice_and_what_is_behind_it_may_change()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutWhole("a.tif", 10), fixture.PutWhole("b.tif", 20)]);
        using HttpResponseMessage first = await fixture.GetTileAsync(document);
        string etag = first.Headers.ETag!.Tag;
        Assert.EndsWith(".1\"", etag, StringComparison.Ordinal);

        fixture.Host.Clear();
        using HttpResponseMessage again = await fixture.GetTileAsync(document, etag: etag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(fixture.Host.Requests);

        // Behind what is seen.
        fixture.PutWhole("b.tif", 30);
        await fixture.RestartAsync();
        fixture.Table.Items.Clear();
        using HttpResponseMessage behind = await fixture.GetTileAsync(document, etag: etag);
        Assert.Equal(HttpStatusCode.NotModified, behind.StatusCode);

        fixture.PutWhole("a.tif", 40);
        await fixture.RestartAsync();
        fixture.Table.Items.Clear();
        using HttpResponseMessage changed = await fixture.GetTileAsync(document, etag: etag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(etag, changed.Headers.ETag!.Tag);
        Assert.Equal(40, (await PixelsAsync(changed)).Data[0]);
    }

    [Fact]
    public async Task A_file_that_changes_under_its_header_is_read_anew()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutHalf("left.tif", 10, false), fixture.PutHalf("right.tif", 20, true)]);
        using HttpResponseMessage before = await fixture.GetTileAsync(document);
        await fixture.RestartAsync();
        fixture.PutHalf("right.tif", 50, true);

        using HttpResponseMessage after = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal((10, 50), ((await PixelsAsync(after)).Data[0], (await PixelsAsync(after)).Data[255]));
    }

    [Fact]
    public async Task An_answer_without_a_file_that_may_come_back_is_not_kept()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string elsewhere = "http://127.0.0.1:1/a.tif"; // Nobody listens.
        string document = fixture.PutDocument([elsewhere, fixture.PutWhole("b.tif", 20)]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document);

        Assert.Equal(HttpStatusCode.OK, tile.StatusCode);
        Assert.Null(tile.Headers.ETag);
        Assert.Equal("no-store", tile.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Where_there_is_nothing_the_answer_is_empty()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([fixture.PutWhole("a.tif", 10)]);

        using HttpResponseMessage tile = await fixture.GetAsync("/mosaicjson/tiles/WebMercatorQuad/8/10/10.png", document);

        Assert.Equal(HttpStatusCode.NoContent, tile.StatusCode);
    }

    [Fact]
    public async Task More_files_than_one_answer_is_made_of_are_counted()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        await fixture.RestartAsync(o => o with { Mosaics = new() { MaxFiles = 2 } });
        string document = fixture.PutDocument([.. Enumerable.Range(0, 5).Select(i => fixture.PutWhole($"{i}.tif", (byte)(10 + i)))]);

        using HttpResponseMessage tile = await fixture.GetTileAsync(document, "&pixel_selection=highest");

        Assert.Equal("3", tile.Headers.GetValues("X-Mosaic-Left-Out").Single());
        Assert.Equal(11, (await PixelsAsync(tile)).Data[0]);
    }

    [Theory]
    [InlineData("/mosaicjson/tiles/WebMercatorQuad/8/130/90/assets")]
    [InlineData("/mosaicjson/WebMercatorQuad/8/130/90/assets")]
    [InlineData("/mosaicjson/tiles/WebMercatorQuad/10/520/360/assets")]
    [InlineData("/mosaicjson/tiles/WebMercatorQuad/7/65/45/assets")]
    [InlineData("/mosaicjson/point/3.1,46.5/assets")]
    [InlineData("/mosaicjson/3.1,46.5/assets")]
    [InlineData("/mosaicjson/bbox/3,46.4,3.2,46.6/assets")]
    [InlineData("/mosaicjson/3,46.4,3.2,46.6/assets")]
    public async Task Lists_the_files_of_a_place_without_opening_them(string path)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument(["a.tif", "b.tif"]);

        using HttpResponseMessage answer = await fixture.GetAsync(path, document);

        Assert.Equal("[\"a.tif\",\"b.tif\"]", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(["mosaic.json"], fixture.Host.Requests);
    }

    [Fact]
    public async Task Says_what_it_is_in_cogeo_mosaic_s_words()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument(["a.tif"]);

        JsonElement info = await JsonAsync(fixture, "/mosaicjson/info", document);
        JsonElement feature = await JsonAsync(fixture, "/mosaicjson/info.geojson", document);
        JsonElement tileJson = await JsonAsync(fixture, "/mosaicjson/WebMercatorQuad/tilejson.json", document, "&pixel_selection=mean");

        Assert.Equal(
            ["bounds", "crs", "name", "quadkeys", "mosaic_tilematrixset", "mosaic_minzoom", "mosaic_maxzoom"],
            info.EnumerateObject().Select(m => m.Name)
        );
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4326", info.GetProperty("crs").GetString());
        Assert.Equal((7, 12), (info.GetProperty("mosaic_minzoom").GetInt32(), info.GetProperty("mosaic_maxzoom").GetInt32()));
        Assert.Equal("Feature", feature.GetProperty("type").GetString());
        Assert.Equal("mosaic", feature.GetProperty("properties").GetProperty("name").GetString());
        Assert.Equal((7, 12), (tileJson.GetProperty("minzoom").GetInt32(), tileJson.GetProperty("maxzoom").GetInt32()));
        double[] bounds = [.. tileJson.GetProperty("bounds").EnumerateArray().Select(b => b.GetDouble())];
        Assert.All(bounds.Zip([2.8, 46.5, 4.3, 47.6]), b => Assert.Equal(b.Second, b.First, 1e-9));
        string tiles = tileJson.GetProperty("tiles")[0].GetString()!;
        Assert.Contains("/mosaicjson/tiles/WebMercatorQuad/{z}/{x}/{y}", tiles, StringComparison.Ordinal);
        Assert.Contains("pixel_selection=mean", tiles, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_the_values_of_a_point_file_by_file()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([
            fixture.PutHalf("left.tif", 10, right: false),
            fixture.PutHalf("right.tif", 30, right: true),
            fixture.PutWhole("whole.tif", 20),
        ]);

        JsonElement point = await JsonAsync(fixture, "/mosaicjson/point/3.1,46.5", document);

        Assert.Equal(["coordinates", "assets"], point.EnumerateObject().Select(m => m.Name));
        Assert.Equal(
            [(10, "b1"), (20, "b1")],
            point
                .GetProperty("assets")
                .EnumerateArray()
                .Select(a => (a.GetProperty("values")[0].GetInt32(), a.GetProperty("band_names")[0].GetString()!))
        );
        Assert.Equal(fixture.Host.AddressOf("left.tif"), point.GetProperty("assets")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("gone.tif", "", 404)]
    [InlineData("whole.tif", "&bidx=7", 422)]
    public async Task A_point_that_no_file_tells_of_is_the_first_failure(string file, string more, int status)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.PutWhole("whole.tif", 20);
        string document = fixture.PutDocument([fixture.Host.AddressOf(file)]);

        using HttpResponseMessage response = await fixture.GetAsync("/mosaicjson/point/3.1,46.5", document, more);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Boxes_features_maps_and_statistics_are_of_all_files()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument([
            fixture.PutHalf("left.tif", 10, right: false),
            fixture.PutHalf("right.tif", 30, right: true),
        ]);

        // The tile is 2.8125 to 4.21875 degrees east.
        using HttpResponseMessage box = await fixture.GetAsync("/mosaicjson/bbox/3.3,46.4,3.7,46.6/40x20.npy", document);
        NumPyResponse pixels = await PixelsAsync(box);
        Assert.Equal([2, 20, 40], pixels.Shape);
        Assert.Equal((10, 30), (pixels.Data[0], pixels.Data[39]));

        using HttpResponseMessage map = await fixture.GetAsync(
            "/mosaicjson/map",
            document,
            "&bbox=3.3,46.4,3.7,46.6&width=40&height=20&f=png"
        );
        Assert.Equal("image/png", map.Content.Headers.ContentType!.MediaType);
        using HttpResponseMessage all = await fixture.GetAsync("/mosaicjson/map", document, "&f=png");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, all.StatusCode);

        const string Area = """
            {"type": "Feature", "properties": {"name": "here"}, "geometry": {"type": "Polygon", "coordinates":
            [[[3.3, 46.4], [3.7, 46.4], [3.7, 46.6], [3.3, 46.6], [3.3, 46.4]]]}}
            """;
        using HttpResponseMessage counted = await fixture.Server.Client.PostAsync(
            $"/mosaicjson/statistics?url={Uri.EscapeDataString(document)}",
            new StringContent(Area, Encoding.UTF8, "application/json"),
            Token
        );
        JsonElement statistics = JsonDocument
            .Parse(await counted.Content.ReadAsStringAsync(Token))
            .RootElement.GetProperty("properties")
            .GetProperty("statistics")
            .GetProperty("b1");
        Assert.Equal((10, 30), (statistics.GetProperty("min").GetDouble(), statistics.GetProperty("max").GetDouble()));

        using HttpResponseMessage feature = await fixture.Server.Client.PostAsync(
            $"/mosaicjson/feature.png?url={Uri.EscapeDataString(document)}",
            new StringContent(Area, Encoding.UTF8, "application/json"),
            Token
        );
        Assert.Equal(HttpStatusCode.OK, feature.StatusCode);
    }

    [Fact]
    public async Task Maps_and_other_documents_know_it()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        string document = fixture.PutDocument(["a.tif"]);

        foreach (
            string path in (string[])
                [
                    "WMTSCapabilities.xml",
                    "WebMercatorQuad/WMTSCapabilities.xml",
                    "tiles",
                    "tiles/WebMercatorQuad",
                    "WebMercatorQuad/map.html",
                ]
        )
        {
            using HttpResponseMessage answer = await fixture.GetAsync($"/mosaicjson/{path}", document);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("/mosaicjson/", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Validates_a_document_that_is_sent()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();

        Assert.Equal((HttpStatusCode.OK, "true"), await PostAsync("""{"mosaicjson": "0.0.3", "tiles": {}}"""));
        (HttpStatusCode status, string body) = await PostAsync("""{"mosaicjson": "0.0.3"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("tiles is missing", body, StringComparison.Ordinal);

        async Task<(HttpStatusCode, string)> PostAsync(string json)
        {
            using HttpResponseMessage answer = await fixture.Server.Client.PostAsync(
                "/mosaicjson/validate",
                new StringContent(json, Encoding.UTF8, "application/json"),
                Token
            );
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
        }
    }

    [Theory]
    [InlineData("not json", "is no MosaicJSON")]
    [InlineData("""{"mosaicjson": "0.0.3"}""", "tiles is missing")]
    public async Task A_document_that_is_none_says_why(string text, string expected)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        fixture.Host.Put("broken.json", Encoding.UTF8.GetBytes(text));

        using HttpResponseMessage answer = await fixture.GetAsync("/mosaicjson/info", fixture.Host.AddressOf("broken.json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mosaic.json")]
    [InlineData("mosaic.json.gz")]
    public async Task A_document_that_is_too_large_names_the_setting(string name)
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();
        await fixture.RestartAsync(o => o with { Mosaics = new() { MaxBytes = 4096 } });
        string document = fixture.PutDocument(Enumerable.Repeat("a.tif", 2000), name);

        using HttpResponseMessage answer = await fixture.GetAsync("/mosaicjson/info", document);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("COG_MOSAIC_MAX_BYTES", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_selection_that_there_is_not_is_refused()
    {
        await using MosaicFixture fixture = await MosaicFixture.CreateAsync();

        using HttpResponseMessage answer = await fixture.GetTileAsync(fixture.PutDocument(["a.tif"]), "&pixel_selection=best");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("lastbandhigh", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async Task<NumPyResponse> PixelsAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
        return NumPyResponse.Parse(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    private static async Task<JsonElement> JsonAsync(MosaicFixture fixture, string path, string document, string more = "")
    {
        using HttpResponseMessage answer = await fixture.GetAsync(path, document, more);
        string text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
