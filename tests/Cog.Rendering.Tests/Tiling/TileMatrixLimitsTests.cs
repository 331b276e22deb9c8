using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

public class TileMatrixLimitsTests
{
    [Theory]
    [InlineData("WebMercatorQuad", 10, "10: 340-340 511-511")] // the tile that it is, and none of its neighbours
    [InlineData("WebMercatorQuad", 11, "11: 680-681 1022-1023")]
    [InlineData("GNOSISGlobalGrid", 3, "3: 3-3 15-15")]
    [InlineData("NZTM2000Quad", 10, "")] // the other side of the Earth
    public async Task Are_the_tiles_that_a_file_reaches(string id, int zoom, string expected) =>
        Assert.Equal(expected, Text(await ReadAsync("functions/ramp-3857.tif"), id, zoom));

    [Theory]
    [InlineData("WebMercatorQuad", 1, "1: 0-1 0-1")]
    [InlineData("WGS1984Quad", 1, "1: 0-1 0-3")]
    [InlineData("UPSArcticWGS84Quad", 1, "1: 0-1 0-1")] // the pole is inside the file, its edges are a line there
    [InlineData("CDB1GlobalGrid", -1, "-1: 0-179 0-359")]
    public async Task Of_the_whole_world_are_all(string id, int zoom, string expected) =>
        Assert.Equal(expected, Text(await ReadAsync("tiling/world.tif"), id, zoom));

    /// <summary>Whatever tile shows something is within the limits.</summary>
    [Fact]
    public async Task Leave_out_no_tile_that_shows_something()
    {
        CogHeader header = await ReadAsync("functions/rgb-32628.tif");
        foreach (TileMatrixSet set in WellKnownTileMatrixSets.All)
        {
            int zoom = ZoomRange.Of(header, set).MaxZoom;
            foreach (TileMatrixLimits limits in TileMatrixLimits.Of(header, set, new(zoom, zoom)))
            {
                TileMatrix matrix = set.MatrixAt(zoom)!;
                for (long row = Math.Max(0, limits.MinTileRow - 1); row <= Math.Min(matrix.MatrixHeight - 1, limits.MaxTileRow + 1); row++)
                {
                    for (
                        long column = Math.Max(0, limits.MinTileCol - 1);
                        column <= Math.Min(matrix.MatrixWidth - 1, limits.MaxTileCol + 1);
                        column++
                    )
                    {
                        bool isInside =
                            row >= limits.MinTileRow
                            && row <= limits.MaxTileRow
                            && column >= limits.MinTileCol
                            && column <= limits.MaxTileCol;
                        RenderPlan? plan =
                            matrix.CoalesceAt(row) > 1
                                ? null
                                : RenderPlan.Create(
                                    header,
                                    new(set.BoundsOf(new(zoom, column, row))!.Value, set.Crs, new(16, 16), Resampling.Nearest),
                                    TestContext.Current.CancellationToken
                                );
                        Assert.True(
                            isInside || plan is null || plan.Window.Width == 0,
                            $"{set.Id} {zoom}/{column}/{row} is not within {limits}"
                        );
                    }
                }
            }
        }
    }

    private static string Text(CogHeader header, string id, int zoom) =>
        string.Join(
            ", ",
            TileMatrixLimits
                .Of(header, WellKnownTileMatrixSets.Find(id)!, new(zoom, zoom))
                .Select(l => $"{l.Zoom}: {l.MinTileRow}-{l.MaxTileRow} {l.MinTileCol}-{l.MaxTileCol}")
        );

    private static async Task<CogHeader> ReadAsync(string file) =>
        (
            await CogReader.OpenAsync(
                new FileRangeSource(TestData.PathOf(file)),
                CogReaderOptions.Default,
                TestContext.Current.CancellationToken
            )
        ).Header;
}
