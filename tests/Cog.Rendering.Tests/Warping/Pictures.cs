using Cog.Rendering.Projection;
using Cog.Rendering.Warping;
using Cog.Sources;
using Cog.Testing;

namespace Cog.Rendering.Tests.Warping;

/// <summary>Pictures of the images in <c>tests/data/warp</c>.</summary>
internal static class Pictures
{
    public static Task<CogReader> OpenAsync(string name) =>
        CogReader.OpenAsync(
            new FileRangeSource(TestData.PathOf($"warp/{name}.tif")),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );

    public static Task<Raster> RenderAsync(CogReader reader, BoundingBox bounds, RasterSize size, Resampling resampling) =>
        RenderAsync(reader, new(bounds, Crs.WebMercator, size, resampling));

    public static async Task<Raster> RenderAsync(CogReader reader, PlanRequest request)
    {
        RenderPlan plan = Assert.IsType<RenderPlan>(RenderPlan.Create(reader.Header, request, TestContext.Current.CancellationToken));
        return await TileRenderer.ReadAsync(reader, plan, null, null, TestContext.Current.CancellationToken);
    }

    public static double Sample(Raster picture, int pixel) =>
        picture.SampleType switch
        {
            SampleType.UInt8 => picture.Band<byte>(0)[pixel],
            SampleType.UInt16 => picture.Band<ushort>(0)[pixel],
            SampleType.Int16 => picture.Band<short>(0)[pixel],
            SampleType.Float32 => picture.Band<float>(0)[pixel],
            _ => throw new NotSupportedException(picture.SampleType.ToString()),
        };
}
