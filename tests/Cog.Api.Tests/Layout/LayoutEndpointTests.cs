using System.Net;
using System.Text.Json;
using Cog.Testing;
using Cog.Testing.Web;
using Cog.Testing.Web.Cli;

namespace Cog.Api.Tests.Layout;

/// <summary>
/// Where blocks stand is GDAL's, of <c>tests/data/viewer/bands.tif</c>:
/// <c>band.GetMetadataItem("BLOCK_OFFSET_1_0", "TIFF")</c> and <c>BLOCK_SIZE_1_0</c>, of <c>band.GetOverview(0)</c> for the overview.
/// Places on the earth are those of <c>gdaltransform bands.tif -t_srs EPSG:4326</c>.
/// </summary>
public class LayoutEndpointTests(FunctionsFixture functions) : IClassFixture<FunctionsFixture>
{
    private static readonly string s_bands = TestData.PathOf("viewer/bands.tif");

    private static readonly (int Column, int Row, long Offset, long Length)[] s_blocks =
    [
        (0, 0, 36_869, 22_558),
        (1, 0, 59_435, 38_493),
        (0, 1, 97_936, 13_140),
        (1, 1, 111_084, 19_044),
    ];

    [Fact]
    public async Task A_file_is_its_header_then_its_overview_then_its_image()
    {
        JsonElement layout = await functions.GetJsonAsync("/cog/layout", s_bands);

        Assert.Equal(130_132, layout.GetProperty("bytes").GetInt64());
        (string?, int?, long, long)[] areas =
        [
            .. layout
                .GetProperty("areas")
                .EnumerateArray()
                .Select(area =>
                    (
                        area.GetProperty("kind").GetString(),
                        area.TryGetProperty("level", out JsonElement level) ? level.GetInt32() : (int?)null,
                        area.GetProperty("offset").GetInt64(),
                        area.GetProperty("length").GetInt64()
                    )
                ),
        ];
        Assert.Equal([("header", null, 0, 1212), ("image", 0, 36_869, 111_084 + 19_044 - 36_869), ("image", 1, 1212, 35_649)], areas);

        JsonElement image = layout.GetProperty("areas")[1],
            overview = layout.GetProperty("levels")[1];
        Assert.Equal(4, image.GetProperty("blocks").GetInt32());
        Assert.Equal(s_blocks.Sum(block => block.Length), image.GetProperty("block_bytes").GetInt64());
        Assert.Equal((128, 128), (overview.GetProperty("width").GetInt32(), overview.GetProperty("block_width").GetInt32()));
    }

    [Fact]
    public async Task Masks_have_areas_of_their_own()
    {
        JsonElement layout = await functions.GetJsonAsync("/cog/layout", Sample.PictureReader);

        string[] kinds = [.. layout.GetProperty("areas").EnumerateArray().Select(area => area.GetProperty("kind").GetString()!)];
        Assert.Equal(layout.GetProperty("levels").GetArrayLength(), kinds.Count(kind => kind == "mask"));
        Assert.All(layout.GetProperty("levels").EnumerateArray(), level => Assert.True(level.TryGetProperty("mask_ifd", out _)));
    }

    [Fact]
    public async Task The_blocks_of_a_picture_are_where_GDAL_finds_them()
    {
        JsonElement found = await functions.GetJsonAsync("/cog/blocks?bbox=-17.2,33.4,-16.9,33.7&width=800&height=800", s_bands);

        Assert.Equal(0, found.GetProperty("level").GetProperty("level").GetInt32());
        JsonElement[] blocks = [.. found.GetProperty("features").EnumerateArray()];
        Assert.Equal(
            s_blocks,
            blocks
                .Select(block => block.GetProperty("properties"))
                .Select(place =>
                    (
                        place.GetProperty("column").GetInt32(),
                        place.GetProperty("row").GetInt32(),
                        place.GetProperty("offset").GetInt64(),
                        place.GetProperty("length").GetInt64()
                    )
                )
        );

        // Clockwise on the image, four pieces to an edge: the corners of the last block, from (128, 128), are every fourth.
        double[][] ring =
        [
            .. blocks[3]
                .GetProperty("geometry")
                .GetProperty("coordinates")[0]
                .EnumerateArray()
                .Select(point => new[] { point[0].GetDouble(), point[1].GetDouble() }),
        ];
        Assert.Equal(17, ring.Length);
        Assert.Equal(ring[0], ring[^1]);
        Assert.Equal(-17.0542630221673, ring[0][0], 1e-6);
        Assert.Equal(33.5196231802143, ring[0][1], 1e-6);
    }

    [Theory]
    [InlineData(800, 0, 4)]
    [InlineData(100, 1, 1)] // Coarser than the overview's pixels.
    public async Task The_level_is_the_one_that_the_picture_is_read_of(int size, int level, int blocks)
    {
        JsonElement found = await functions.GetJsonAsync(
            $"/cog/blocks?bbox=-17.155,33.435,-16.955,33.6&width={size}&height={size}",
            s_bands
        );

        Assert.Equal(level, found.GetProperty("level").GetProperty("level").GetInt32());
        Assert.Equal(blocks, found.GetProperty("blocks").GetInt32());
    }

    [Fact]
    public async Task A_part_of_the_picture_has_its_own_blocks_alone()
    {
        JsonElement found = await functions.GetJsonAsync("/cog/blocks?bbox=-17.15,33.55,-17.08,33.59&width=800&height=800", s_bands);

        JsonElement place = Assert.Single(found.GetProperty("features").EnumerateArray()).GetProperty("properties");
        Assert.Equal((0, 0), (place.GetProperty("column").GetInt32(), place.GetProperty("row").GetInt32()));
    }

    [Fact]
    public async Task A_block_across_180_degrees_goes_on_beyond()
    {
        JsonElement found = await functions.GetJsonAsync(
            "/cog/blocks?bbox=-180,40,180,60&width=4000&height=400",
            TestData.PathOf("wrap/utm1.tif")
        );

        Assert.All(found.GetProperty("features").EnumerateArray(), block =>
        {
            double[] longitudes =
            [
                .. block.GetProperty("geometry").GetProperty("coordinates")[0].EnumerateArray().Select(point => point[0].GetDouble()),
            ];
            Assert.InRange(longitudes.Max() - longitudes.Min(), 0, 30);
        });
    }

    [Theory]
    [InlineData("bbox=10,10,20,20", HttpStatusCode.NotFound)]
    [InlineData("bbox=10,10,20", HttpStatusCode.UnprocessableEntity)]
    [InlineData("", HttpStatusCode.UnprocessableEntity)]
    [InlineData("bbox=-17.2,33.4,-16.9,33.7&width=0", HttpStatusCode.UnprocessableEntity)]
    public async Task What_makes_no_sense_is_refused(string query, HttpStatusCode status)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(
            $"/cog/blocks?{query}&url={Uri.EscapeDataString(s_bands)}",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("", HttpStatusCode.NotFound)]
    [InlineData("&outside=404", HttpStatusCode.NotFound)]
    [InlineData("&outside=204", HttpStatusCode.NoContent)]
    [InlineData("&outside=200", HttpStatusCode.UnprocessableEntity)]
    public async Task A_tile_outside_is_no_error_to_who_says_so(string query, HttpStatusCode status)
    {
        using HttpResponseMessage response = await functions.Client.GetAsync(
            $"/cog/tiles/WebMercatorQuad/10/0/0?url={Uri.EscapeDataString(s_bands)}{query}",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(
            status == HttpStatusCode.NoContent,
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length == 0
        );
    }
}
