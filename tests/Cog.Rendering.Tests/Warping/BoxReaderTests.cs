using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

public class BoxReaderTests
{
    /// <summary>
    /// Half a degree: the far ends of a world of 0 to 360 degrees meet at Greenwich, those of -180 to 180 at the antimeridian.
    /// </summary>
    [Theory]
    [InlineData(0, 355, 5)]
    [InlineData(0, -5, 5)]
    [InlineData(-180, 175, -175)]
    [InlineData(-180, 175, 185)]
    [InlineData(-180, -185, -175)]
    public async Task Shows_both_ends_of_a_world(double first, double west, double east)
    {
        CogReader reader = await WorldAsync(first);
        var request = new BoxRequest(new(west, -2, east, 2), null, new(20, 8), Resampling.Nearest, Resampling.Nearest, Repeats: true);
        if (west > east && first == 0)
        {
            request = request with { Bounds = new(west - 360, -2, east, 2) }; // 355 is not a number of a box across 180 degrees.
        }

        using Raster? picture = await BoxReader.ReadAsync(reader, request, null, null, TestContext.Current.CancellationToken);
        using Raster? warped = await BoxReader.ReadAsync(
            reader,
            request with
            {
                Crs = Crs.FromEpsg(4258),
            },
            null,
            null,
            TestContext.Current.CancellationToken
        );

        byte[] expected = [.. Enumerable.Range(0, 160).Select(i => (byte)(i % 20 < 10 ? 246 + (i % 20) : (i % 20) - 10))];
        Assert.Equal(expected, picture!.Samples.ToArray());
        Assert.False(picture.Mask.ContainsAnyExcept((byte)255));
        Assert.Equal(expected, warped!.Samples.ToArray());
        Assert.False(warped.Mask.ContainsAnyExcept((byte)255));
    }

    [Fact]
    public async Task A_plan_takes_a_box_across_180_degrees()
    {
        CogReader reader = await WorldAsync(-180);
        RenderPlan plan = RenderPlan.Create(
            reader.Header,
            new(new(175, -2, -175, 2), Crs.Wgs84, new(20, 8), Resampling.Nearest),
            TestContext.Current.CancellationToken
        )!;

        Assert.Equal(new BoundingBox(175, -2, 185, 2), plan.Bounds);
    }

    [Fact]
    public async Task A_box_that_misses_the_file_is_none()
    {
        CogReader reader = await WorldAsync(-180);

        Assert.Null(
            await BoxReader.ReadAsync(
                reader,
                new(new(175, 95, 185, 99), null, new(20, 8), Resampling.Nearest, Resampling.Nearest, Repeats: true),
                null,
                null,
                TestContext.Current.CancellationToken
            )
        );
    }

    // 720 × 360; the first ten columns are 0 … 9, the last ten 246 … 255.
    private static async Task<CogReader> WorldAsync(double west)
    {
        byte[] row =
        [
            .. Enumerable
                .Range(0, 720)
                .Select(x =>
                    (byte)(
                        x < 10 ? x
                        : x >= 710 ? x - 464
                        : 100
                    )
                ),
        ];
        byte[] file = new TiffBuilder()
            .Add(
                new IfdBuilder(720, 360)
                    .Striped(360)
                    .With(TagId.ModelPixelScale, FieldType.Double, 0.5, 0.5, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, west, 90, 0)
                    .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326)
                    .WithBlocks([.. Enumerable.Repeat(row, 360).SelectMany(r => r)])
            )
            .Build();
        return await CogReader.OpenAsync(new MemoryRangeSource(file), CogReaderOptions.Default, TestContext.Current.CancellationToken);
    }
}
