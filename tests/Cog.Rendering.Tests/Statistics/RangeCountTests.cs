using Cog.Header;
using Cog.Rendering.Statistics;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Statistics;

public class RangeCountTests
{
    private static ValueRange Count<T>(SampleType type, int masked, params ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using Raster raster = TestRasters.Of(type, 1, values.Length, values);
        raster.Mask[..masked].Clear();
        var count = new RangeCount(1, values.Length);
        count.Add(raster, null);
        return Assert.Single(count.ToRanges());
    }

    // np.percentile(range(1, 102), [2, 98]); np.percentile([1, 2, 4], [2, 98])
    [Fact]
    public void Is_NumPys_second_and_ninety_eighth_percentile()
    {
        Assert.Equal(new(3, 99), Count<ushort>(SampleType.UInt16, 0, [.. Enumerable.Range(1, 101).Select(i => (ushort)i)]));
        ValueRange three = Count<short>(SampleType.Int16, 0, 4, 1, 2);
        Assert.Equal((1.04, 3.92), (three.Minimum, three.Maximum));
    }

    [Fact]
    public void Masked_and_infinite_values_do_not_count() =>
        Assert.Equal(new(1, 1), Count(SampleType.Float32, 1, -9999f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1f));

    [Fact]
    public void A_band_of_one_value_but_for_a_few_has_the_range_of_all()
    {
        float[] values = new float[1000];
        values[7] = 5;
        Assert.Equal(new(0, 5), Count<float>(SampleType.Float32, 0, values));
    }

    [Fact]
    public void A_band_without_values_is_0_to_1() => Assert.Equal(new(0, 1), Count(SampleType.Float64, 1, double.NaN, double.NaN));

    [Fact]
    public void Rasters_add_up_and_bands_are_apart()
    {
        var count = new RangeCount(2, 4);
        foreach (int start in new[] { 0, 50 })
        {
            using Raster raster = TestRasters.Of<int>(
                SampleType.Int32,
                2,
                50,
                [.. Enumerable.Range(start, 50), .. Enumerable.Range(start, 50).Select(i => -i)]
            );
            count.Add(raster, null);
        }

        // np.percentile(range(100), [2, 98])
        Assert.Equal(
            [new(1.98, 97.02), new(-97.02, -1.98)],
            count.ToRanges().Select(r => new ValueRange(Math.Round(r.Minimum, 9), Math.Round(r.Maximum, 9)))
        );
    }
}
