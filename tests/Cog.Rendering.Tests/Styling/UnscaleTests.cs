using Cog.Rendering.Styling;
using Cog.Rendering.Tests.Encoding;

namespace Cog.Rendering.Tests.Styling;

public class UnscaleTests
{
    private static readonly StepContext Context = new(default, NoData: null, new CogReaderOptions());

    // numpy: a = numpy.array([0, 1, 11], "float32"); numpy.multiply(a, 1e-4, out=a, casting="unsafe");
    // numpy.add(a, -0.1, out=a, casting="unsafe"): product and sum are rounded to float32 one after the other.
    [Fact]
    public void Samples_become_the_numbers_that_they_stand_for()
    {
        using Raster stored = TestRasters.Of<ushort>(SampleType.UInt16, 1, 3, 0, 1, 11);
        using Raster unscaled = new Unscale([1e-4], [-0.1]).Apply(stored, Context, TestContext.Current.CancellationToken);

        Assert.Equal(SampleType.Float32, unscaled.SampleType);
        Assert.Equal([-0.1f, -0.0999f, -0.0989f], unscaled.Band<float>(0).ToArray());
        Assert.Equal(stored.Mask.ToArray(), unscaled.Mask.ToArray());
    }

    [Fact]
    public void Each_band_has_its_own_scale_and_offset()
    {
        using Raster stored = TestRasters.Of<byte>(SampleType.UInt8, 2, 2, 1, 2, 3, 4);
        using Raster unscaled = new Unscale([2, 10], [0, -5]).Apply(stored, Context, TestContext.Current.CancellationToken);

        Assert.Equal([2f, 4f, 25f, 35f], unscaled.ToArray<float>(0).Concat(unscaled.ToArray<float>(1)));
    }

    [Fact]
    public void Complex_samples_are_refused_by_their_type()
    {
        using Raster stored = TestRasters.Of<float>(SampleType.ComplexFloat32, 1, 1, 1, 2);
        FormatException error = Assert.Throws<FormatException>(() =>
            new Unscale([1], [0]).Apply(stored, Context, TestContext.Current.CancellationToken)
        );
        Assert.Contains("complex64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_steps_is_what_was_read_and_one_with_steps_disposes_of_it()
    {
        Raster stored = TestRasters.Of<byte>(SampleType.UInt8, 1, 2, 1, 2);
        var plan = new BandPlan([0], [new("b1", "b1")]);
        Assert.Same(stored, plan.Compute(stored, Context, TestContext.Current.CancellationToken));
        Assert.Equal(1, plan.BytesPerPixel(SampleType.UInt8));

        BandPlan unscaled = plan with { Steps = [new Unscale([2], [0])] };
        Assert.Equal(5, unscaled.BytesPerPixel(SampleType.UInt8)); // A byte, and the float that is made of it.
        using Raster computed = unscaled.Compute(stored, Context, TestContext.Current.CancellationToken);
        Assert.Equal([2f, 4f], computed.ToArray<float>(0));
        Assert.Throws<ObjectDisposedException>(() => stored.Samples.Length);
    }
}
