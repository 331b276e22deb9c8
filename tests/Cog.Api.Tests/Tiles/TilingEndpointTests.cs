using System.Net;
using System.Text.Json;
using Cog.Hosting.Settings;
using Cog.Rendering.Tiling;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Api.Tests.Tiles;

/// <summary>Tile matrix sets, tilesets, and tiles of the grid that a file is stored in.</summary>
public class TilingEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    public static TheoryData<string> Sets => [.. WellKnownTileMatrixSets.Ids, "CogGrid"];

    private static string Url => Uri.EscapeDataString(FunctionsFixture.Rgb);

    [Fact]
    public async Task Tile_matrix_sets_are_listed_with_their_definitions()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync("/tileMatrixSets", TestContext.Current.CancellationToken);
        JsonElement[] sets = [.. (await JsonAsync(response)).GetProperty("tileMatrixSets").EnumerateArray()];

        Assert.Equal(WellKnownTileMatrixSets.Ids, sets.Select(set => set.GetProperty("id").GetString()!));
        Assert.Equal(
            "public, max-age=3600",
            response.Headers.CacheControl?.ToString().Replace("max-age=3600, public", "public, max-age=3600", StringComparison.Ordinal)
        );
        foreach (JsonElement set in sets)
        {
            JsonElement link = set.GetProperty("links")[0];
            Assert.Equal("http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", link.GetProperty("rel").GetString());
            using HttpResponseMessage found = await functions.Client.GetAsync(
                link.GetProperty("href").GetString(),
                TestContext.Current.CancellationToken
            );
            Assert.Equal(
                set.GetProperty("id").GetString(),
                TileMatrixSetDocument.Read(await found.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Id
            );
        }
    }

    [Fact]
    public async Task An_unknown_set_is_refused_and_the_known_ones_are_told()
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(
            "/tileMatrixSets/Mercator",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.StartsWith(
            "'Mercator' is not a tile matrix set here: expected one of WebMercatorQuad, ",
            (await JsonAsync(response)).GetProperty("detail")[0].GetProperty("msg").GetString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/cog/info.geojson")]
    [InlineData("/cog/tiles")]
    public async Task A_file_that_has_no_place_in_a_CRS_is_not_found_there(string path)
    {
        // The equator is the horizon of a gnomonic map of a pole.
        string crs = Uri.EscapeDataString("+proj=gnom +lat_0=-90 +datum=WGS84");

        (int status, string detail) = await functions.GetProblemAsync($"{path}?crs={crs}", FunctionsFixture.Rgb);

        Assert.Equal(404, status);
        Assert.StartsWith("The file has no place in ", detail, StringComparison.Ordinal);
    }

    /// <summary>What links to tiles refuses what the tiles would refuse, in the same words.</summary>
    [Theory]
    [InlineData("tilesize=0")]
    [InlineData("bidx=9")]
    [InlineData("expression=b9")]
    [InlineData("bidx=1&bidx=2&bidx=3&bidx=1")]
    [InlineData("expression=b1;b2;b3;b1")]
    [InlineData("colormap_name=viridis")]
    [InlineData("colormap_name=viridis&bidx=1&bidx=2&bidx=3")]
    [InlineData("color_formula=saturation 2&bidx=1")]
    [InlineData("algorithm=normalizedIndex&bidx=1")]
    [InlineData("rescale=a,b")]
    [InlineData("resampling=foo")]
    [InlineData("colormap_name=foo")]
    [InlineData("algorithm=foo")]
    [InlineData("nodata=foo")]
    [InlineData("buffer=-1")]
    public async Task Nothing_links_to_tiles_that_are_refused(string query)
    {
        (int status, string detail) = await functions.GetProblemAsync($"/cog/tiles/WebMercatorQuad/0/0/0?{query}", FunctionsFixture.Rgb);
        Assert.InRange(status, 400, 422);
        foreach (
            string path in (string[])
                [
                    "/cog/WebMercatorQuad/tilejson.json",
                    "/cog/tiles",
                    "/cog/tiles/WebMercatorQuad",
                    "/cog/WMTSCapabilities.xml",
                    "/cog/WebMercatorQuad/WMTSCapabilities.xml",
                    "/cog/WebMercatorQuad/map.html",
                ]
        )
        {
            Assert.Equal((path, status, detail), await AnswerAsync(path));
        }

        async Task<(string, int, string)> AnswerAsync(string path)
        {
            (int linked, string words) = await functions.GetProblemAsync($"{path}?{query}", FunctionsFixture.Rgb);
            return (path, linked, words);
        }
    }

    [Theory]
    [InlineData("tile_format=foo", "tile_format is 'foo': expected png, jpg, webp, npy or tif.")]
    [InlineData("minzoom=9&maxzoom=2", "minzoom is 9 and maxzoom is 2: expected no more than that.")]
    public async Task A_map_that_makes_no_sense_is_told_so(string query, string detail) =>
        Assert.Equal((422, detail), await functions.GetProblemAsync($"/cog/tilejson.json?{query}", FunctionsFixture.Ramp));

    [Theory]
    [InlineData("minzoom=12", 12, 12)]
    [InlineData("maxzoom=8", 8, 8)]
    public async Task One_zoom_level_takes_the_files_other_one_along(string query, int min, int max)
    {
        JsonElement json = await functions.GetJsonAsync($"/cog/tilejson.json?{query}", FunctionsFixture.Ramp);

        Assert.Equal((min, max), (json.GetProperty("minzoom").GetInt32(), json.GetProperty("maxzoom").GetInt32()));
    }

    [Fact]
    public async Task Tilesets_are_listed_with_the_parameters_of_their_tiles()
    {
        JsonElement root = await functions.GetJsonAsync("/cog/tiles?bidx=1&f=json", FunctionsFixture.Rgb);
        JsonElement[] tileSets = [.. root.GetProperty("tilesets").EnumerateArray()];
        JsonElement first = tileSets[0],
            box = first.GetProperty("boundingBox");

        Assert.Equal(WellKnownTileMatrixSets.Ids.Count + 1, tileSets.Length);
        Assert.Equal(
            ["title", "dataType", "crs", "boundingBox", "accessConstraints", "links"],
            first.EnumerateObject().Select(m => m.Name)
        );
        Assert.Equal("tileset tiled using WebMercatorQuad TileMatrixSet", first.GetProperty("title").GetString());
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/3857", first.GetProperty("crs").GetString());
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4326", box.GetProperty("crs").GetString());
        Assert.Equal(-15, box.GetProperty("lowerLeft")[0].GetDouble(), 1e-6); // On its zone's central meridian.
        Assert.Equal(
            [
                ("self", $"/cog/tiles/WebMercatorQuad?bidx=1&f=json&url={Url}", false),
                ("tile", $"/cog/tiles/WebMercatorQuad/%7Bz%7D/%7Bx%7D/%7By%7D?bidx=1&f=json&url={Url}", true),
                ("http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "/tileMatrixSets/WebMercatorQuad", false),
            ],
            Links(first)
        );
        Assert.EndsWith($"/tileMatrixSets/CogGrid?url={Url}", Links(tileSets[^1])[2].Href, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_of_tilesets_is_in_the_CRS_that_is_asked_for()
    {
        JsonElement box = (await functions.GetJsonAsync("/cog/tiles?crs=EPSG:32628", FunctionsFixture.Rgb))
            .GetProperty("tilesets")[0]
            .GetProperty("boundingBox");

        Assert.Equal(
            """{"lowerLeft":[500000,3098000],"upperRight":[503000,3100000],"crs":"http://www.opengis.net/def/crs/EPSG/0/32628"}""",
            box.GetRawText()
        );
    }

    [Fact]
    public async Task A_tileset_tells_which_tiles_it_has()
    {
        JsonElement tileSet = await functions.GetJsonAsync("/cog/tiles/WebMercatorQuad?minzoom=10&maxzoom=11", FunctionsFixture.Ramp);

        Assert.Equal(
            """[{"tileMatrix":"10","minTileRow":340,"maxTileRow":340,"minTileCol":511,"maxTileCol":511},{"tileMatrix":"11","minTileRow":680,"maxTileRow":681,"minTileCol":1022,"maxTileCol":1023}]""",
            tileSet.GetProperty("tileMatrixSetLimits").GetRawText()
        );
    }

    /// <summary>From the tileset to a tile of it, in every set; and TileJSON, which map clients start from.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_set_has_tiles_of_a_file_that_it_reaches(string set)
    {
        string file = TestData.PathOf("tiling/world.tif");
        JsonElement tileSet = await functions.GetJsonAsync($"/cog/tiles/{set}", file),
            tileJson = await functions.GetJsonAsync($"/cog/{set}/tilejson.json?tile_format=png", file);
        JsonElement limits = tileSet.GetProperty("tileMatrixSetLimits").EnumerateArray().Last();
        string z = limits.GetProperty("tileMatrix").GetString()!;
        string x = $"{limits.GetProperty("minTileCol").GetInt64()}",
            y = $"{limits.GetProperty("maxTileRow").GetInt64() / 2}";

        Assert.Equal(z, tileJson.GetProperty("maxzoom").GetRawText());
        foreach (string template in new[] { Links(tileSet, relative: false)[1].Href, tileJson.GetProperty("tiles")[0].GetString()! })
        {
            string address =
                Uri.UnescapeDataString(template.Split('?')[0])
                    .Replace("{z}", z, StringComparison.Ordinal)
                    .Replace("{x}", x, StringComparison.Ordinal)
                    .Replace("{y}", y, StringComparison.Ordinal) + template[template.IndexOf('?', StringComparison.Ordinal)..];
            using HttpResponseMessage tile = await functions.Client.GetAsync(address, TestContext.Current.CancellationToken);
            Assert.True(
                tile.IsSuccessStatusCode,
                $"{address}: {await tile.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}"
            );
        }
    }

    [Fact]
    public async Task A_tile_of_a_wide_row_has_all_its_columns()
    {
        NumPyResponse first = await functions.GetArrayAsync("/cog/tiles/GNOSISGlobalGrid/2/4/0.npy", TestData.PathOf("tiling/world.tif"));
        using HttpResponseMessage last = await functions.SendAsync(
            "/cog/tiles/GNOSISGlobalGrid/2/7/0.npy",
            TestData.PathOf("tiling/world.tif")
        );

        Assert.Equal("-90,67.5,0,90", last.Headers.GetValues("Content-Bbox").Single());
        Assert.Equal(first.Data, NumPyResponse.Parse(await last.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Data);
    }

    [Fact]
    public async Task A_tile_of_the_own_grid_is_a_block()
    {
        NumPyResponse tile = await functions.GetArrayAsync("/cog/tiles/CogGrid/2/2/1.npy", FunctionsFixture.Rgb),
            block = await functions.GetArrayAsync("/cog/block/0/2/1.npy", FunctionsFixture.Rgb);
        NumPyResponse overview = await functions.GetArrayAsync("/cog/tiles/coggrid/1/0/0.npy", FunctionsFixture.Rgb),
            level = await functions.GetArrayAsync("/cog/block/1/0/0.npy", FunctionsFixture.Rgb);

        // 300 x 200 pixels in blocks of 128: the last ones are cut off, the tile is not.
        Assert.Equal([3, 72, 44], block.Shape);
        Assert.Equal([4, 128, 128], tile.Shape);
        for (int i = 0; i < 128 * 128; i++)
        {
            (int row, int column) = (i / 128, i % 128);
            bool isInside = row < 72 && column < 44;
            Assert.Equal(isInside ? block.Data[(row * 44) + column] : 0, tile.Data[i]);
            Assert.Equal(isInside ? 255 : 0, tile.Data[(3 * 128 * 128) + i]);
        }

        Assert.Equal([3, 100, 128], level.Shape);
        Assert.Equal(level.Data[..(100 * 128)], overview.Data[..(100 * 128)]);
    }

    [Fact]
    public async Task The_own_grid_says_where_its_tiles_are()
    {
        using HttpResponseMessage tile = await functions.SendAsync("/cog/tiles/CogGrid/2/1/1", FunctionsFixture.Rgb);
        JsonElement tileJson = await functions.GetJsonAsync("/cog/CogGrid/tilejson.json", FunctionsFixture.Rgb);
        TileMatrixSet set = TileMatrixSetDocument.Read(await functions.GetAsync("/tileMatrixSets/CogGrid", FunctionsFixture.Rgb));

        Assert.Equal("501280,3097440,502560,3098720", tile.Headers.GetValues("Content-Bbox").Single());
        Assert.Equal("<http://www.opengis.net/def/crs/EPSG/0/32628>", tile.Headers.GetValues("Content-Crs").Single());
        Assert.Equal(new(501280, 3097440, 502560, 3098720), set.BoundsOf(new(2, 1, 1)));
        Assert.Equal(("0", "2"), (tileJson.GetProperty("minzoom").GetRawText(), tileJson.GetProperty("maxzoom").GetRawText()));
        Assert.DoesNotContain("tilesize", tileJson.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cog/tiles/CogGrid/2/2/1@2x.npy", 256)]
    [InlineData("/cog/tiles/CogGrid/2/2/1.npy?tilesize=64", 64)]
    public async Task The_own_grid_has_tiles_of_any_size(string path, int size) =>
        Assert.Equal([4, size, size], (await functions.GetArrayAsync(path, FunctionsFixture.Rgb)).Shape);

    [Fact]
    public async Task A_tile_of_the_own_grid_costs_its_block_alone()
    {
        byte[] file = await File.ReadAllBytesAsync(Sample.PictureReader, TestContext.Current.CancellationToken);
        await using RangeHost host = await RangeHost.StartAsync(file);
        await using TestServer server = await TestServer.StartAsync();
        string url = Uri.EscapeDataString(host.Address.AbsoluteUri);
        using HttpResponseMessage info = await server.Client.GetAsync($"/cog/info?url={url}", TestContext.Current.CancellationToken);
        JsonElement tileSet = await JsonAsync(
            await server.Client.GetAsync($"/cog/tiles/CogGrid?url={url}", TestContext.Current.CancellationToken)
        );
        string finest = tileSet.GetProperty("tileMatrixSetLimits").EnumerateArray().Last().GetProperty("tileMatrix").GetString()!;

        using HttpResponseMessage tile = await server.Client.GetAsync(
            $"/cog/tiles/CogGrid/{finest}/2/3.png?url={url}",
            TestContext.Current.CancellationToken
        );
        using HttpResponseMessage block = await server.Client.GetAsync(
            $"/cog/block/0/2/3.npy?url={url}",
            TestContext.Current.CancellationToken
        );

        Assert.Equal("1", tile.Headers.GetValues("X-Cog-Reads").Single());
        Assert.Equal("0", block.Headers.GetValues("X-Cog-Reads").Single()); // It is that very block, and in memory now.
    }

    [Theory]
    [InlineData("/cog/tiles/CogGrid/3/0/0.png", 404, "Tile(x=0, y=0, z=3) is outside bounds")]
    [InlineData("/cog/tiles/CogGrid/2/3/0.png", 404, "Tile(x=3, y=0, z=2) is outside bounds")]
    [InlineData("/cog/tiles/WebMercatorQuad/99999999999999999999/0/0.png", 404, "Tile(x=0, y=0, z=99999999999999999999) is outside bounds")]
    [InlineData("/cog/tiles/WebMercatorQuad/-5000000000/1/2.png", 404, "Tile(x=1, y=2, z=-5000000000) is outside bounds")]
    [InlineData("/cog/tiles/WebMercatorQuad/3/1/x.png", 422, "y is 'x': expected a whole number.")]
    [InlineData("/cog/tiles/WebMercatorQuad/3/1.5/2.png", 422, "x is '1.5': expected a whole number.")]
    [InlineData(
        "/cog/tiles/WebMercatorQuad/3/1.png",
        404,
        "'WebMercatorQuad/3/1' is not a tile: one of its coordinates is missing, expected WebMercatorQuad/{z}/{x}/{y}."
    )]
    [InlineData(
        "/cog/tiles/CogGrid/3/1",
        404,
        "'CogGrid/3/1' is not a tile: one of its coordinates is missing, expected CogGrid/{z}/{x}/{y}."
    )]
    public async Task A_tile_that_is_none_is_named_as_it_was_asked_for(string path, int status, string detail) =>
        Assert.Equal((status, detail), await functions.GetProblemAsync(path, FunctionsFixture.Rgb));

    // As TiTiler up to 1.2 wrote it.
    [Theory]
    [InlineData("tile_scale=2", "/{z}/{x}/{y}@2x?url=")]
    [InlineData("tile_scale=3&tile_format=png", "/{z}/{x}/{y}@3x.png?url=")]
    [InlineData("tile_scale=2&tilesize=512", "/{z}/{x}/{y}@2x?tilesize=512&url=")]
    public async Task A_scale_of_tiles_is_a_part_of_their_address(string query, string part)
    {
        JsonElement document = await functions.GetJsonAsync($"/cog/WebMercatorQuad/tilejson.json?{query}", FunctionsFixture.Rgb);

        Assert.Contains($"/cog/tiles/WebMercatorQuad{part}", document.GetProperty("tiles")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_brings_its_own_sets()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cog-tms-");
        try
        {
            byte[] own = TileMatrixSetDocument
                .Of(WellKnownTileMatrixSets.Find("UTM31WGS84Quad")! with { Id = "Mine", Uri = null })
                .ToJson();
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "Mine.json"), own, TestContext.Current.CancellationToken);
            await using TestServer server = await TestServer.StartAsync(
                CogOptions.LocalMachine with
                {
                    TileMatrixSetDirectory = folder.FullName,
                }
            );
            string url = Uri.EscapeDataString(TestData.PathOf("tiling/world.tif"));

            using HttpResponseMessage list = await server.Client.GetAsync("/tileMatrixSets", TestContext.Current.CancellationToken);
            using HttpResponseMessage mine = await server.Client.GetAsync(
                $"/cog/tiles/Mine/5/8/12.npy?url={url}",
                TestContext.Current.CancellationToken
            );
            using HttpResponseMessage registered = await server.Client.GetAsync(
                $"/cog/tiles/UTM31WGS84Quad/5/8/12.npy?url={url}",
                TestContext.Current.CancellationToken
            );

            Assert.Contains(
                "Mine",
                (await JsonAsync(list)).GetProperty("tileMatrixSets").EnumerateArray().Select(set => set.GetProperty("id").GetString())
            );
            Assert.Equal(
                await registered.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
                await mine.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_bad_file_of_a_set_stops_the_start_and_is_named()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cog-tms-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "Mine.json"),
                """{"id":"Mine","crs":"EPSG:3857","tileMatrices":7}""",
                TestContext.Current.CancellationToken
            );

            CogOptionsException error = await Assert.ThrowsAsync<CogOptionsException>(() =>
                TestServer.StartAsync(CogOptions.LocalMachine with { TileMatrixSetDirectory = folder.FullName })
            );

            Assert.Equal(
                $"TILEMATRIXSET_DIRECTORY: {Path.Combine(folder.FullName, "Mine.json")}: tileMatrices is 7; an array of 1 to 64 tile matrices is expected.",
                error.Message
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    private (string Rel, string Href, bool Templated)[] Links(JsonElement tileSet, bool relative = true) =>
        [
            .. tileSet
                .GetProperty("links")
                .EnumerateArray()
                .Select(link =>
                    (
                        link.GetProperty("rel").GetString()!,
                        link.GetProperty("href").GetString()![(relative ? functions.Client.BaseAddress!.AbsoluteUri.Length - 1 : 0)..],
                        link.TryGetProperty("templated", out JsonElement templated) && templated.GetBoolean()
                    )
                ),
        ];
}
