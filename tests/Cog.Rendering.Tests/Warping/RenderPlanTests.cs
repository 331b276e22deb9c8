using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

public class TilePlanTests
{
    private static readonly RasterSize Tile = new(256, 256);

    /// <summary>
    /// utm33.tif: 160 × 120 pixels of 10 m, 14.9 m in Web Mercator; overviews 2 and 4. Levels by aiocogeo's rule: 2.56 is above 1.5, 10.3
    /// above 3.
    /// </summary>
    [Theory]
    [InlineData(14, 0)]
    [InlineData(13, 0)]
    [InlineData(12, 1)]
    [InlineData(11, 2)]
    [InlineData(8, 2)]
    public async Task Chooses_the_level_by_the_true_scale(int zoom, int level)
    {
        CogReader reader = await Pictures.OpenAsync("utm33");

        RenderPlan plan = Assert.IsType<RenderPlan>(
            RenderPlan.Create(reader.Header, Request(zoom, 1670800, 6081600, Resampling.Bilinear), TestContext.Current.CancellationToken)
        );

        Assert.Equal(level, plan.Level.Number);
    }

    [Fact]
    public async Task Reads_no_pixel_outside_the_image_and_none_that_the_tile_does_not_need()
    {
        CogReader reader = await Pictures.OpenAsync("utm33");
        BoundingBox box = new(1670400, 6081500, 1670500, 6081600); // 67 m of the ground

        RenderPlan near = RenderPlan.Create(
            reader.Header,
            new(box, Crs.WebMercator, new(64, 64), Resampling.Nearest),
            TestContext.Current.CancellationToken
        )!;
        RenderPlan cubic = RenderPlan.Create(
            reader.Header,
            new(box, Crs.WebMercator, new(64, 64), Resampling.Cubic),
            TestContext.Current.CancellationToken
        )!;

        // By gdaltransform: the box's corners are (40.84, 59.85) to (47.55, 66.57) in pixels.
        Assert.Equal(new PixelWindow(40, 59, 8, 8), near.Window);
        Assert.Equal(new PixelWindow(38, 57, 12, 12), cubic.Window);
    }

    [Fact]
    public async Task A_box_that_only_touches_the_image_is_outside()
    {
        CogReader reader = await Pictures.OpenAsync("mercator"); // 1000000 … 1001600, 5998800 … 6000000

        Assert.Null(
            RenderPlan.Create(
                reader.Header,
                new(new(999_000, 5_999_000, 1_000_000, 6_000_000), Crs.WebMercator, Tile, Resampling.Nearest),
                TestContext.Current.CancellationToken
            )
        );
        Assert.NotNull(
            RenderPlan.Create(
                reader.Header,
                new(new(999_000, 5_999_000, 1_000_001, 6_000_000), Crs.WebMercator, Tile, Resampling.Nearest),
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public async Task Needs_no_warp_in_the_files_own_CRS()
    {
        CogReader reader = await Pictures.OpenAsync("utm33");

        RenderPlan plan = RenderPlan.Create(
            reader.Header,
            new(new(500_100, 5_299_000, 500_900, 5_299_800), Crs.FromEpsg(32633), new(80, 80), Resampling.Bilinear),
            TestContext.Current.CancellationToken
        )!;

        Assert.Null(plan.Grid);
        Assert.Equal(new PixelWindow(9, 19, 82, 82), plan.Window); // the box's 80 × 80 pixels and a halo of one
    }

    [Fact]
    public async Task A_tile_far_away_is_outside()
    {
        CogReader reader = await Pictures.OpenAsync("utm33");

        Assert.Null(
            RenderPlan.Create(reader.Header, Request(12, -1670800, 6081600, Resampling.Nearest), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task The_whole_world_holds_a_small_image_without_costing_much()
    {
        CogReader reader = await Pictures.OpenAsync("utm33");

        RenderPlan plan = RenderPlan.Create(reader.Header, Request(0, 0, 0, Resampling.Nearest), TestContext.Current.CancellationToken)!;

        // 0.1 pixel of the tile: its middle may hit the image or not, but the plan is a plan.
        Assert.Equal(2, plan.Level.Number);
        Assert.True(plan.Window.Width <= plan.Level.Width && plan.Window.Height <= plan.Level.Height);
    }

    [Fact]
    public async Task A_tile_whose_pixels_are_the_file_s_needs_none_beside_them()
    {
        var map = new MapFile(12, 1850, 1640, 20, 10);
        CogReader reader = await CogReader.OpenAsync(
            new CountingRangeSource(map.Build((_, _) => 1)),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
        TileMatrixSet set = WellKnownTileMatrixSets.WebMercatorQuad;

        foreach ((int x, int y) in Enumerable.Range(0, 20).SelectMany(x => Enumerable.Range(0, 10).Select(y => (x, y))))
        {
            BoundingBox box = set.BoundsOf(new(12, 1850 + x, 1640 + y))!.Value;
            Assert.Equal(
                new PixelWindow(x * 256, y * 256, 256, 256),
                RenderPlan.Create(reader.Header, new(box, set.Crs, Tile, Resampling.Nearest), TestContext.Current.CancellationToken)!.Window
            );
        }
    }

    private static PlanRequest Request(int zoom, double x, double y, Resampling resampling)
    {
        TileMatrixSet set = WellKnownTileMatrixSets.WebMercatorQuad;
        double edge = set.MatrixAt(zoom)!.Resolution * 256,
            half = Math.PI * 6378137;
        TileIndex tile = new(zoom, (long)((x + half) / edge), (long)((half - y) / edge));
        return new(set.BoundsOf(tile)!.Value, set.Crs, Tile, resampling);
    }
}
