using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Resamplers;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>
/// A picture whose pixels do not fit into memory at once is made some rows at a time, and is the same: what it is as a whole is compared
/// with GDAL's elsewhere.
/// </summary>
public class StripTests
{
    private const int Width = 900,
        Height = 700;

    public static TheoryData<Resampling, Resampling, int> Methods =>
        [
            .. from crs in (int[])[32633, 3857]
            from method in ResamplingNames.OfReads
            where method != Resampling.Nearest
            select (method, Resampling.Nearest, crs),
            .. from method in ResamplingNames.OfWarps select (Resampling.Bilinear, method, 3857),
        ];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_picture_in_strips_is_the_whole_picture(Resampling resampling, Resampling warp, int crs)
    {
        byte[] file = Build();
        var pool = new CountingMemoryPool();
        using Raster whole = await ReadAsync(file, new CountingMemoryPool(), CogLimits.Default, resampling, warp, crs);

        // Less than a third of the image and its mask; sums, of 24 bytes a pixel, need room for the rows around a strip.
        CogLimits limits = new() { MaxRasterBytes = warp == Resampling.Sum ? 1_000_000 : 400_000 };
        using Raster strips = await ReadAsync(file, pool, limits, resampling, warp, crs);

        Assert.True(pool.Total > 6, $"{pool.Total} buffers: there were no strips.");
        Assert.Equal(whole.Mask, strips.Mask);
        Assert.Equal(whole.Samples, strips.Samples);
        Assert.Contains((byte)255, whole.Mask.ToArray());
    }

    private static async Task<Raster> ReadAsync(
        byte[] file,
        CountingMemoryPool pool,
        CogLimits limits,
        Resampling resampling,
        Resampling warp,
        int crs
    )
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        CogReader reader = await CogReader.OpenAsync(new MemoryRangeSource(file), new() { Pool = pool, Limits = limits }, token);
        var target = Crs.FromEpsg(crs);
        BoundingBox box = CrsTransform.Create(Crs.Of(reader.Header), target).TransformBounds(reader.Header.Bounds);
        var request = new PlanRequest(box, target, new(150, 120), resampling, reader.Options.ZoomLevelStrategy) { WarpResampling = warp };
        RenderPlan plan = RenderPlan.Create(reader.Header, request, token)!;
        return await TileRenderer.ReadAsync(reader, plan, null, null, token);
    }

    private static byte[] Build() =>
        new TiffBuilder()
            .Add(
                new IfdBuilder(Width, Height)
                    .Striped(Height)
                    .With(TagId.ModelPixelScale, FieldType.Double, 10, 10, 0)
                    .With(TagId.ModelTiepoint, FieldType.Double, 0, 0, 0, 500_000, 5_700_000, 0)
                    .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32633)
                    .With(TagId.GdalNoData, "7")
                    .WithBlocks([.. Enumerable.Range(0, Width * Height).Select(i => (byte)((i % Width * 3 / 7) ^ (i / Width * 5 / 11)))])
            )
            .Build();
}
