using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Tiling;

/// <summary>
/// Worlds whose pixels have their middle at 0° or 180°, and so begin half a pixel before: every pixel of a tile is the one of the file
/// under its middle, as reckoned by hand.
/// </summary>
public class OffsetWorldTests
{
    private const double Pixel = 0.5;

    [Theory]
    [InlineData(-0.25, 0, 0, 0)]
    [InlineData(-0.25, 0, 1, 0)]
    [InlineData(-0.25, 1, 1, 0)]
    [InlineData(-0.25, 2, 3, 1)]
    [InlineData(-0.25, 3, 7, 3)]
    [InlineData(-0.25, 3, 8, 3)]
    [InlineData(-0.25, 3, 0, 3)]
    [InlineData(-180.25, 3, 15, 3)]
    [InlineData(-180.25, 3, 0, 3)]
    [InlineData(-180.25, 0, 0, 0)]
    [InlineData(-180.25, 0, 1, 0)]
    [InlineData(179.75, 3, 15, 3)]
    [InlineData(0, 3, 7, 3)]
    [InlineData(100.25, 1, 3, 0)]
    public async Task Tiles_that_cross_the_edge_of_the_world_are_complete(double west, int zoom, int column, int row)
    {
        CogReader reader = await WorldAsync(west);
        (BoundingBox box, RenderPlan plan) = Plan(reader, zoom, column, row);
        using Raster tile = await TileRenderer.ReadAsync(reader, plan, null, null, TestContext.Current.CancellationToken);

        Assert.Equal((box, new RasterSize(256, 256)), (plan.Bounds, plan.Size));
        Assert.False(tile.Mask.ContainsAnyExcept((byte)255));
        Assert.Equal(Expected(west, box, 256, 256), tile.BandBytes(0).ToArray());
    }

    [Theory]
    [InlineData(-0.25, 0, 0, 720)]
    [InlineData(-0.25, 3, 6, 46)]
    [InlineData(-0.25, 3, 8, 46)]
    [InlineData(-180.25, 3, 0, 46)]
    [InlineData(-180.25, 3, 14, 46)]
    [InlineData(0, 3, 7, 46)]
    public async Task A_tile_in_one_copy_of_the_file_is_one_plain_read(double west, int zoom, int column, int most)
    {
        RenderPlan plan = Plan(await WorldAsync(west), zoom, column, 0).Plan;

        Assert.Null(plan.Grid);
        Assert.Empty(plan.Parts);
        Assert.InRange(plan.Window.Width, 1, most);
    }

    [Fact]
    public async Task A_tile_across_the_ends_reads_no_more_than_its_own_columns()
    {
        RenderPlan plan = Plan(await WorldAsync(-0.25), 3, 7, 3).Plan;

        Assert.Equal([(0, 253), (253, 3)], plan.Parts.Select(part => (part.Column, part.Plan.Size.Width)));
        Assert.Equal([45, 1], plan.Parts.Select(part => part.Plan.Window.Width));
    }

    [Theory]
    [InlineData(-180, -60, 0, 60, 90, 60)]
    [InlineData(-90, -30, 0, 30, 180, 120)]
    [InlineData(-90, -30, 0, 30, 1, 1)]
    [InlineData(-10, -30, 10, 30, 37, 60)]
    public async Task Boxes_that_cross_the_edge_of_the_world_are_complete(
        double minX,
        double minY,
        double maxX,
        double maxY,
        int width,
        int height
    )
    {
        CogReader reader = await WorldAsync(-0.25);
        var request = new BoxRequest(
            new(minX, minY, maxX, maxY),
            null,
            new(width, height),
            Resampling.Nearest,
            Resampling.Nearest,
            Repeats: true
        );
        using Raster? picture = await BoxReader.ReadAsync(reader, request, null, null, TestContext.Current.CancellationToken);

        Assert.False(picture!.Mask.ContainsAnyExcept((byte)255));
        if (width is 37)
        {
            // The others have middles on the borders of pixels.
            Assert.Equal(Expected(-0.25, request.Bounds, width, height), picture.BandBytes(0).ToArray());
        }
    }

    private static (BoundingBox Box, RenderPlan Plan) Plan(CogReader reader, int zoom, int column, int row)
    {
        TileMatrixSet set = WellKnownTileMatrixSets.Find("WorldCRS84Quad")!;
        BoundingBox box = set.BoundsOf(new(zoom, column, row))!.Value;
        return (
            box,
            RenderPlan.Create(reader.Header, new(box, set.Crs, new(256, 256), Resampling.Nearest), TestContext.Current.CancellationToken)!
        );
    }

    private static byte[] Expected(double west, BoundingBox box, int width, int height) =>
        [
            .. Enumerable
                .Range(0, width * height)
                .Select(i =>
                {
                    double longitude = box.MinX + (((i % width) + 0.5) * box.Width / width),
                        latitude = box.MaxY - (((i / width) + 0.5) * box.Height / height);
                    double east = longitude - west;
                    return Value(
                        (int)Math.Floor((east - (360 * Math.Floor(east / 360))) / Pixel),
                        (int)Math.Floor((90.25 - latitude) / Pixel)
                    );
                }),
        ];

    private static byte Value(int column, int row) => (byte)((((column * 7) + (row * 31)) % 251) + 1);

    private static async Task<CogReader> WorldAsync(double west)
    {
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(720, 361)
                    .Striped(361)
                    .With(TagId.ModelPixelScale, FieldType.Double, Pixel, Pixel, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, west, 90.25, 0)
                    .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326)
                    .WithBlocks([.. Enumerable.Range(0, 720 * 361).Select(i => Value(i % 720, i / 720))])
            )
            .Build();
        return await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);
    }
}
