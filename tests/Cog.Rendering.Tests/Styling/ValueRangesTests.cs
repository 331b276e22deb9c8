using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Styling;

public class ValueRangesTests
{
    [Fact]
    public void Are_of_visible_finite_values_band_by_band()
    {
        using Raster raster = TestRasters.Of(
            SampleType.Float32,
            2,
            5,
            -99f,
            1f,
            2f,
            float.NaN,
            float.PositiveInfinity,
            -99f,
            -5f,
            -5f,
            -5f,
            -5f
        );
        raster.Mask[0] = 0;

        Assert.Equal([new(1, 2), new(-5, -5)], ValueRanges.Of(raster));
    }

    [Fact]
    public void Are_0_to_1_where_nothing_is_visible()
    {
        using Raster raster = TestRasters.Of(SampleType.Int16, 1, 1, (short)7);
        raster.Mask.Clear();

        Assert.Equal([new(0, 1)], ValueRanges.Of(raster));
    }

    [Fact]
    public void Reach_past_one_chunk()
    {
        using Raster raster = TestRasters.Create(SampleType.UInt8, 1, 100, 100, i => (byte)(i == 9_999 ? 200 : 100), _ => 255);

        Assert.Equal([new(100, 200)], ValueRanges.Of(raster));
    }
}
