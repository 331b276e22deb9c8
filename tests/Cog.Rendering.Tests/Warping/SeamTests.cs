using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Cog.Rendering.Warping;
using Cog.Resamplers;

namespace Cog.Rendering.Tests.Warping;

/// <summary>A pixel of a map is the same in whatever picture it is.</summary>
public class SeamTests
{
    public static TheoryData<string, double> Neighbours() =>
        new()
        {
            { "utm33", 0.6 },
            { "utm33", 1.25 }, // shrunk: the grid has 320 pixels a tile
            { "utm33", 1.7123 }, // and here 438
            { "mercator", 0.7 },
            { "mercator", 1.3 },
            { "mercator", 2.9 },
            { "wgs84-int16-gap", 1.1 },
        };

    [Theory]
    [MemberData(nameof(Neighbours))]
    public async Task Two_neighbouring_tiles_are_the_double_tile(string name, double scale)
    {
        CogReader reader = await Pictures.OpenAsync(name);
        CrsTransform toPicture = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator);
        BoundingBox image = toPicture.TransformBounds(reader.Header.Bounds);
        double natural = name == "mercator" ? 10 : SuggestedWarpOutput.Of(reader.Header.Bounds, 160, 120, toPicture).Resolution;
        double edge = 256 * natural * scale,
            seam = (image.MinX + image.MaxX) / 2,
            top = ((image.MinY + image.MaxY) / 2) + (edge / 2);

        foreach ((Resampling read, Resampling warp) in Methods())
        {
            using Raster left = await RenderAsync(reader, new(seam - edge, top - edge, seam, top), new(256, 256), read, warp);
            using Raster right = await RenderAsync(reader, new(seam, top - edge, seam + edge, top), new(256, 256), read, warp);
            using Raster both = await RenderAsync(reader, new(seam - edge, top - edge, seam + edge, top), new(512, 256), read, warp);

            AssertPart(both, left, (0, 0), $"{read} {warp} left");
            AssertPart(both, right, (256, 0), $"{read} {warp} right");
            Assert.True(both.Mask.Count((byte)255) > 1000);
        }
    }

    /// <summary>
    /// By key of tests/data/warp/crs-cases.json: what is curved most, over a pole, across the antimeridian, placed by points.
    /// </summary>
    [Theory]
    [InlineData("00", 10)]
    [InlineData("15", 6)]
    [InlineData("19", 3)]
    [InlineData("19", 4)]
    [InlineData("20", 3)]
    [InlineData("20", 4)]
    [InlineData("41", 7)]
    [InlineData("46", 4)]
    [InlineData("gcp7", 14)]
    public async Task A_tile_at_double_scale_is_its_four_children(string key, int zoom)
    {
        CogReader reader = await SyntheticPicture.OpenAsync(SyntheticPicture.Cases[key]);
        double[] box = [.. SyntheticPicture.Cases[key].GetProperty("box").EnumerateArray().Select(n => n.GetDouble())];
        TileMatrixSet set = WellKnownTileMatrixSets.WebMercatorQuad;
        double half = Math.PI * 6378137,
            edge = 2 * half / (1 << zoom);
        TileIndex tile = new(
            zoom,
            (long)Math.Floor((((box[0] + box[2]) / 2) + half) / edge),
            (long)Math.Floor((half - ((box[1] + box[3]) / 2)) / edge)
        );

        foreach ((Resampling read, Resampling warp) in Methods())
        {
            using Raster whole = await RenderAsync(reader, set.BoundsOf(tile)!.Value, new(512, 512), read, warp);
            for (int i = 0; i < 4; i++)
            {
                BoundingBox bounds = set.BoundsOf(new(zoom + 1, (2 * tile.X) + (i % 2), (2 * tile.Y) + (i / 2)))!.Value;
                if (
                    RenderPlan.Create(
                        reader.Header,
                        new(bounds, Crs.WebMercator, new(256, 256), read) { WarpResampling = warp },
                        TestContext.Current.CancellationToken
                    )
                    is null
                )
                {
                    continue;
                }

                using Raster child = await RenderAsync(reader, bounds, new(256, 256), read, warp);
                AssertPart(whole, child, (256 * (i % 2), 256 * (i / 2)), $"{read} {warp} child {i}");
            }

            Assert.True(whole.Mask.Count((byte)255) > 300);
        }
    }

    [Theory]
    [InlineData("utm33", 0.7)]
    [InlineData("utm33", 1.7123)]
    [InlineData("mercator", 1.3)]
    public async Task A_margin_changes_no_pixel_inside(string name, double scale)
    {
        CogReader reader = await Pictures.OpenAsync(name);
        BoundingBox image = CrsTransform.Create(Crs.Of(reader.Header), Crs.WebMercator).TransformBounds(reader.Header.Bounds);
        double edge = 128 * 12 * scale,
            left = ((image.MinX + image.MaxX) / 2) - (edge / 3),
            top = ((image.MinY + image.MaxY) / 2) + (edge / 3);
        foreach ((Resampling read, Resampling warp) in Methods())
        {
            var request = new PlanRequest(new(left, top - edge, left + edge, top), Crs.WebMercator, new(128, 128), read)
            {
                WarpResampling = warp,
            };

            using Raster tile = await Pictures.RenderAsync(reader, request);
            using Raster more = await Pictures.RenderAsync(reader, request with { Margin = 3 });

            Assert.Equal((134, 134), (more.Width, more.Height));
            AssertPart(more, tile, (3, 3), $"{read} {warp}");
            Assert.True(tile.Mask.Count((byte)255) > 300);
        }
    }

    [Fact]
    public async Task A_margin_of_half_a_pixel_moves_every_pixel_by_half()
    {
        CogReader reader = await Pictures.OpenAsync("mercator"); // 1000000 … 1001600, 5998800 … 6000000, pixels of 10
        var request = new PlanRequest(new(1_000_400, 5_999_200, 1_000_800, 5_999_600), Crs.WebMercator, new(40, 40), Resampling.Bilinear)
        {
            Margin = 0.5,
        };
        RenderPlan plan = RenderPlan.Create(reader.Header, request, TestContext.Current.CancellationToken)!;

        using Raster picture = await Pictures.RenderAsync(reader, request);
        using Raster image = await reader.ReadWindowAsync(
            reader.Header.Levels[0],
            new(39, 39, 2, 2),
            cancellationToken: TestContext.Current.CancellationToken
        );

        Assert.Equal((new BoundingBox(1_000_395, 5_999_195, 1_000_805, 5_999_605), new RasterSize(41, 41)), (plan.Bounds, plan.Size));
        Assert.Equal(
            (ushort)Math.Round(Enumerable.Range(0, 4).Average(i => Pictures.Sample(image, i)), MidpointRounding.AwayFromZero),
            Pictures.Sample(picture, 0)
        );
    }

    // Every method of either kind.
    private static IEnumerable<(Resampling Read, Resampling Warp)> Methods() =>
        ResamplingNames
            .OfReads.Select(read => (read, ResamplingNames.OfWarps.Contains(read) ? read : Resampling.Bilinear))
            .Concat(ResamplingNames.OfWarps.Except(ResamplingNames.OfReads).Select(warp => (Resampling.Average, warp)));

    private static Task<Raster> RenderAsync(CogReader reader, BoundingBox bounds, RasterSize size, Resampling read, Resampling warp) =>
        Pictures.RenderAsync(reader, new(bounds, Crs.WebMercator, size, read) { WarpResampling = warp });

    private static void AssertPart(Raster whole, Raster part, (int X, int Y) at, string title)
    {
        for (int i = 0; i < part.PixelCount; i++)
        {
            int pixel = ((at.Y + (i / part.Width)) * whole.Width) + at.X + (i % part.Width);
            bool isEqual =
                whole.Mask[pixel] == part.Mask[i] && (part.Mask[i] == 0 || Pictures.Sample(whole, pixel) == Pictures.Sample(part, i));
            if (!isEqual)
            {
                Assert.Fail(
                    $"{title} at {i % part.Width}, {i / part.Width}: {Pictures.Sample(part, i)} ({part.Mask[i]}), in the whole "
                        + $"{Pictures.Sample(whole, pixel)} ({whole.Mask[pixel]})."
                );
            }
        }
    }
}
