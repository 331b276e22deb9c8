using Cog.Resamplers;

namespace Cog.Tests.Resamplers;

/// <summary>Weights worked by hand.</summary>
public class ResamplingKernelTests
{
    [Fact]
    public void Nearest_takes_the_pixel_under_the_middle() => Assert.Equal("1:1 4:1 7:1", Kernel(0, 9, 3, 9, Resampling.Nearest));

    [Fact]
    // middles at 1, 3, 5: pixel edges
    public void Nearest_takes_the_right_one_of_two() => Assert.Equal("1:1 3:1 5:1", Kernel(0, 6, 3, 6, Resampling.Nearest));

    [Fact]
    public void Bilinear_enlarges_between_two_pixels() =>
        Assert.Equal("0:0.75 0.25 0:0.25 0.75 1:0.75 0.25", Kernel(0.5, 1.5, 3, 3, Resampling.Bilinear)); // middles at 0.75, 1.25, 1.75

    [Fact]
    // middle 3, radius 2
    public void Bilinear_widens_when_it_shrinks() => Assert.Equal("1:0.25 0.75 0.75 0.25", Kernel(2, 2, 1, 9, Resampling.Bilinear));

    [Fact]
    public void Kernels_are_cut_off_at_the_edge_of_the_image() => Assert.Equal("0:0.75 0.75 0.25", Kernel(0, 2, 1, 9, Resampling.Bilinear));

    [Fact]
    public void Cubic_reaches_over_two_pixels_on_each_side() =>
        Assert.Equal("1:-0.0625 0.5625 0.5625 -0.0625", Kernel(2.5, 1, 1, 9, Resampling.Cubic)); // half way between two pixels

    [Fact]
    public void Average_weighs_by_the_share_of_each_pixel() =>
        Assert.Equal(
            "0:0.5 1 0.75 1:0.75 1",
            Kernel(0.5, 2.5 - 0.25, 1, 4, Resampling.Average) + " " + Kernel(1.25, 1.75, 1, 4, Resampling.Average)
        );

    [Fact]
    public void Average_of_less_than_a_pixel_is_that_pixel() => Assert.Equal("2:1 2:1", Kernel(2.25, 0.5, 2, 4, Resampling.Average));

    [Fact]
    public void A_spline_smooths_even_where_nothing_moves() =>
        Assert.Equal("1:0.020833 0.479167 0.479167 0.020833", Kernel(2.5, 1, 1, 9, Resampling.CubicSpline)); // half way: 1/48, 23/48

    [Fact]
    public void Lanczos_reaches_over_three_pixels_on_each_side() =>
        // sinc(d) sinc(d / 3) at 2.5, 1.5, 0.5
        Assert.Equal("0:0.024317 -0.135095 0.607927 0.607927 -0.135095 0.024317", Kernel(2.5, 1, 1, 9, Resampling.Lanczos));

    [Fact]
    // two pixels into one: half a pixel too far right, as in GDAL
    public void Gauss_is_a_row_of_Pascals_triangle() => Assert.Equal("4:1 2 1", Kernel(4, 2, 1, 9, Resampling.Gauss));

    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Cubic)]
    [InlineData(Resampling.Average)]
    [InlineData(Resampling.CubicSpline)]
    [InlineData(Resampling.Lanczos)]
    [InlineData(Resampling.Mode)]
    [InlineData(Resampling.Gauss)]
    [InlineData(Resampling.Rms)]
    internal void Output_outside_the_image_has_no_pixel(Resampling resampling)
    {
        ResamplingKernel kernel = ResamplingKernel.Create(new(-2, 8, 8, false), 4, resampling, CogLimits.Default);

        Assert.Equal(
            [false, false, true, true, true, true, false, false],
            Enumerable.Range(0, 8).Select(i => kernel.Weights(i).Length > 0)
        );
        Assert.Equal((0, 4), (kernel.SourceStart, kernel.SourceLength));
    }

    [Fact]
    public void A_window_that_misses_the_image_needs_nothing() =>
        Assert.Equal(0, ResamplingKernel.Create(new(10, 5, 5, false), 4, Resampling.Cubic, CogLimits.Default).SourceLength);

    [Fact]
    public void A_flipped_axis_runs_backwards() => Assert.Equal("2:1 1:1 0:1", Kernel(0, 3, 3, 3, Resampling.Nearest, isFlipped: true));

    [Fact]
    public void Only_a_copy_is_an_identity()
    {
        Assert.True(ResamplingKernel.Create(new(3, 4, 4, false), 9, Resampling.Nearest, CogLimits.Default).IsIdentity);
        Assert.False(ResamplingKernel.Create(new(3, 4, 4, true), 9, Resampling.Nearest, CogLimits.Default).IsIdentity);
        Assert.False(ResamplingKernel.Create(new(3, 4, 2, false), 9, Resampling.Nearest, CogLimits.Default).IsIdentity);
        Assert.False(ResamplingKernel.Create(new(7, 4, 4, false), 9, Resampling.Nearest, CogLimits.Default).IsIdentity);
    }

    [Fact]
    public void Weights_are_limited_before_they_are_allocated()
    {
        var error = Assert.Throws<LimitExceededException>(() =>
            ResamplingKernel.Create(new(0, 100_000_000, 256, false), 100_000_000, Resampling.Bilinear, new() { MaxRasterBytes = 1000 })
        );

        Assert.Contains(nameof(CogLimits.MaxRasterBytes), error.Message, StringComparison.Ordinal);
    }

    private static string Kernel(
        double start,
        double length,
        int outputSize,
        int imageLength,
        Resampling resampling,
        bool isFlipped = false
    )
    {
        ResamplingKernel kernel = ResamplingKernel.Create(
            new(start, length, outputSize, isFlipped),
            imageLength,
            resampling,
            CogLimits.Default
        );
        return string.Join(
            ' ',
            Enumerable
                .Range(0, outputSize)
                .Select(i => $"{kernel.First(i)}:{string.Join(' ', kernel.Weights(i).ToArray().Select(w => Math.Round(w, 6)))}")
        );
    }
}
