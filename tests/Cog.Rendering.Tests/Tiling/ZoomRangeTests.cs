using System.Text.Json;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

public class ZoomRangeTests
{
    /// <summary>Names, minzoom and maxzoom of the corpus's files whose CRS is supported.</summary>
    public static IEnumerable<TheoryDataRow<string, int, int>> Files()
    {
        if (!Corpus.IsWhole)
        {
            yield return new("", 0, 0) { Skip = Corpus.Missing };
        }

        // Across 180°: rio-tiler says 0 to 0 of either.
        foreach (string name in Corpus.Names("tif", "").Except(["geo-dateline.tif", "geo-npolar.tif"]))
        {
            using JsonDocument expectation = JsonDocument.Parse(File.ReadAllBytes(Corpus.PathOf($"tif/{name}.json")));
            if (
                expectation.RootElement.TryGetProperty("crs", out JsonElement crs)
                && crs.ValueKind == JsonValueKind.Object
                && crs.GetProperty("epsg").ValueKind == JsonValueKind.Number
                && IsSupported(crs.GetProperty("epsg").GetInt32())
            )
            {
                yield return new(name, crs.GetProperty("minzoom").GetInt32(), crs.GetProperty("maxzoom").GetInt32());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Agrees_with_rio_tiler(string name, int minZoom, int maxZoom)
    {
        CogReader reader = await CogReader.OpenAsync(
            new FileRangeSource(Corpus.PathOf($"tif/{name}")),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(new ZoomRange(minZoom, maxZoom), ZoomRange.Of(reader.Header, WellKnownTileMatrixSets.WebMercatorQuad));
    }

    /// <summary>
    /// What rio-tiler's rule on rasterio's <c>calculate_default_transform</c> makes of the same grid of pixels elsewhere: ten degrees to
    /// the west, one zone of UTM
    /// beside, a quarter turn round the pole.
    /// </summary>
    [Theory]
    [InlineData(4326, 179.9, -15, 0.001, 120, 90, 10, 10)]
    [InlineData(4326, -180.05, -15, 0.001, 120, 90, 10, 10)]
    [InlineData(4326, 170, 10, 0.25, 80, 60, 2, 2)]
    [InlineData(32660, 400000, 5700000, 5000, 120, 60, 4, 4)]
    [InlineData(32601, 100000, 5700000, 5000, 120, 60, 4, 4)]
    [InlineData(32660, 700000, 5700000, 10, 12000, 12000, 7, 13)]
    [InlineData(3413, -500000, 500000, 500, 120, 90, 5, 5)]
    public async Task A_file_across_180_degrees_has_the_zooms_that_it_would_have_elsewhere(
        int epsg,
        double west,
        double north,
        double pixel,
        int columns,
        int rows,
        int minZoom,
        int maxZoom
    ) =>
        Assert.Equal(
            new ZoomRange(minZoom, maxZoom),
            ZoomRange.Of(await SetZoomsTests.ReadAsync(epsg, west, north, pixel, columns, rows), WellKnownTileMatrixSets.WebMercatorQuad)
        );

    /// <summary>
    /// rio-tiler's maxzoom of an eighth of the file that has no pole, 3000 × 3000 of the pixels from (500000, 2000000), is 6; a quarter of
    /// a file that has the pole as its corner cannot be measured by it.
    /// </summary>
    [Theory]
    [InlineData(3031, "WebMercatorQuad", 6)]
    [InlineData(3413, "WebMercatorQuad", 6)]
    [InlineData(3031, "WorldMercatorWGS84Quad", 6)]
    public async Task A_file_with_a_pole_inside_has_the_maxzoom_of_its_parts(int epsg, string set, int maxZoom)
    {
        ZoomRange zooms = ZoomRange.Of(
            await SetZoomsTests.ReadAsync(epsg, -2_000_000, 2_000_000, 500, 8000, 8000),
            WellKnownTileMatrixSets.Find(set)!
        );

        // All around the world, from 64° to 85°: two tiles of level 1.
        Assert.Equal(new ZoomRange(1, maxZoom), zooms);
    }

    [Fact]
    public async Task A_file_that_the_set_does_not_show_is_measured_as_ever()
    {
        // rasterio.warp.calculate_default_transform: 7095.1 m, 5648 × 312 pixels.
        ZoomRange zooms = ZoomRange.Of(
            await SetZoomsTests.ReadAsync(3413, -200_000, 200_000, 100, 4000, 4000),
            WellKnownTileMatrixSets.WebMercatorQuad
        );

        Assert.Equal(4, zooms.MaxZoom);
    }

    private static bool IsSupported(int epsg)
    {
        try
        {
            _ = Crs.FromEpsg(epsg);
            return true;
        }
        catch (UnsupportedCrsException)
        {
            return false;
        }
    }
}
