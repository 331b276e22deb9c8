using Cog.Rasters;
using Cog.Rendering.Tests.Encoding;
using Cog.Rendering.Warping;

namespace Cog.Rendering.Tests.Warping;

public class HiddenSamplesTests
{
    private static readonly PixelValidity NoData200 = new(ValidityKind.NoData, NoDataMatcher.Create(new("200", 200), SampleType.UInt8));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_nodata_image_they_are_nodata_in_every_band(bool isWarped)
    {
        using Raster raster = TestRasters.Of<byte>(SampleType.UInt8, 2, 3, 1, 2, 3, 4, 5, 6);
        raster.Mask[1] = 0;

        HiddenSamples.Put(raster, NoData200, isWarped);

        Assert.Equal([1, 200, 3, 4, 200, 6], raster.Samples.ToArray());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 70_000)]
    public void Of_a_masked_image_they_are_nothing_when_warped_and_else_what_is_stored(bool isWarped, int expected)
    {
        using Raster raster = TestRasters.Of(SampleType.Int32, 1, 3, 1, 70_000, 3);
        raster.Mask[1] = 0;
        raster.Mask[2] = 40;

        HiddenSamples.Put(raster, new(ValidityKind.Mask), isWarped);

        Assert.Equal([1, expected, 3], raster.Band<int>(0).ToArray());
    }
}
