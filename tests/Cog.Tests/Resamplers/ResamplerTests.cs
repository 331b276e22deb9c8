using Cog.Rasters;
using Cog.Resamplers;
using Cog.Testing;

namespace Cog.Tests.Resamplers;

/// <summary>Results worked by hand.</summary>
public class ResamplerTests
{
    /// <summary>By hand: a row of four pixels, the second masked, magnified twice.</summary>
    [Fact]
    public void Masked_pixels_have_no_weight()
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, new(4, 1), CogReaderOptions.Default);
        new byte[] { 10, 200, 30, 40 }.CopyTo(window.Samples);
        new byte[] { 255, 0, 255, 255 }.CopyTo(window.Mask);

        using Raster picture = Resample(window, (0, 0.5, 8), (0, 1, 1), Resampling.Bilinear, ValidityKind.NoData);

        // Positions 0.25, 0.75, 1.25 …: weights 1 | 3/4 of the first, 1/4 masked | …
        Assert.Equal([10, 10, 10, 30, 30, 33, 38, 40], picture.Samples.ToArray()); // 32.5 and 37.5 round half away from zero
        Assert.Equal([255, 255, 255, 255, 255, 255, 255, 255], picture.Mask.ToArray());
    }

    /// <summary>At zoom 0 an image of centimetres has kernels of millions of pixels: only those that exist are counted.</summary>
    [Theory]
    [InlineData(Resampling.Bilinear)]
    [InlineData(Resampling.Cubic)]
    [InlineData(Resampling.Average)]
    public void A_kernel_far_wider_than_the_image_costs_no_more_than_the_image(Resampling resampling)
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, new(8, 8), CogReaderOptions.Default);
        window.Samples.Fill(77);
        window.Mask.Fill(255);

        using Raster picture = Resample(window, (-5e8, 1e9, 4), (-5e8, 1e9, 4), resampling, ValidityKind.NoData);

        Assert.Equal(77, picture.Samples[0]);
    }

    [Fact]
    public void Alpha_is_mixed_and_weighs_samples_but_not_in_a_mean()
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, new(2, 1), CogReaderOptions.Default);
        new byte[] { 100, 200 }.CopyTo(window.Samples);
        new byte[] { 51, 204 }.CopyTo(window.Mask);

        using Raster bilinear = Resample(window, (0, 2, 1), (0, 1, 1), Resampling.Bilinear, ValidityKind.Alpha);
        using Raster mean = Resample(window, (0, 2, 1), (0, 1, 1), Resampling.Average, ValidityKind.Alpha);

        Assert.Equal((180, 128), (bilinear.Samples[0], bilinear.Mask[0])); // (0.2 × 100 + 0.8 × 200) / 1; (51 + 204) / 2, rounded
        Assert.Equal((150, 128), (mean.Samples[0], mean.Mask[0])); // GDAL's means count what is not masked in full
    }

    [Theory]
    [InlineData(SampleType.UInt8, 255)]
    [InlineData(SampleType.Int8, 127)]
    [InlineData(SampleType.UInt16, 65535)]
    [InlineData(SampleType.Int16, 32767)]
    [InlineData(SampleType.UInt32, 4294967295)]
    [InlineData(SampleType.Int32, 2147483647)]
    public void Overshoot_of_a_cubic_kernel_is_clamped(SampleType type, double maximum)
    {
        // A step between two values: the cubic kernel overshoots beside it, on both sides.
        using Raster window = Raster.Rent(type, 1, new(8, 1), CogReaderOptions.Default);
        window.Mask.Fill(255);
        for (int i = 4; i < 8; i++)
        {
            Put(window, i, maximum);
        }

        using Raster picture = Resample(window, (0, 0.25, 32), (0, 1, 1), Resampling.Cubic, ValidityKind.NoData);

        double[] values = [.. Enumerable.Range(0, 32).Select(i => Get(picture, i))];
        Assert.Equal(maximum, values.Max());
        Assert.True(values[18] == maximum && values[31] == maximum); // 4.625: the kernel's sum is above 1
        Assert.True(type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32 ? values.Min() < 0 : values.Min() == 0);
    }

    [Fact]
    public void A_mode_of_more_pixels_than_the_limit_is_refused()
    {
        ResamplingKernel axis = ResamplingKernel.Create(new(0, 100, 1, false), 100, Resampling.Mode, CogLimits.Default);
        // 100 × 100 × 8 × 2
        var resampler = new ModeResampler(axis, axis, new(0, 0, 100, 100), CogLimits.Default with { MaxRasterBytes = 150_000 });

        var error = Assert.Throws<LimitExceededException>(() =>
            resampler.Resample(
                new()
                {
                    Type = SampleType.UInt8,
                    Source = new byte[10_000],
                    Valid = new byte[10_000],
                    Output = new byte[1],
                    Made = new byte[1],
                },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Contains(nameof(CogLimits.MaxRasterBytes), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mode_counts_valid_pixels_only_and_a_root_of_squares_weighs_them()
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, new(6, 1), CogReaderOptions.Default);
        new byte[] { 9, 9, 3, 4, 4, 5 }.CopyTo(window.Samples);
        new byte[] { 0, 0, 255, 255, 255, 0 }.CopyTo(window.Mask);

        using Raster mode = Resample(window, (0, 6, 1), (0, 1, 1), Resampling.Mode, ValidityKind.NoData);
        using Raster rms = Resample(window, (2, 2, 1), (0, 1, 1), Resampling.Rms, ValidityKind.NoData);

        Assert.Equal((4, 255), (mode.Samples[0], mode.Mask[0]));
        Assert.Equal(4, rms.Samples[0]); // √((9 + 16) / 2) = 3.54
    }

    [Theory]
    [InlineData(Resampling.Nearest)]
    [InlineData(Resampling.Cubic)]
    [InlineData(Resampling.Mode)]
    public void A_request_given_up_costs_no_more_time_and_no_buffer(Resampling resampling)
    {
        using Raster window = Raster.Rent(SampleType.UInt8, 1, new(6, 6), CogReaderOptions.Default);
        ResamplingKernel axis = ResamplingKernel.Create(new(0, 6, 3, false), 6, resampling, CogLimits.Default);
        var plan = new ReadPlan(null!, axis, axis, resampling) { GridArea = new(0, 0, 6, 6) };
        var pool = new CountingMemoryPool();

        Assert.Throws<OperationCanceledException>(() =>
            Resampler.Resample(
                window,
                [0],
                plan,
                new(ValidityKind.All),
                CogReaderOptions.Default with
                {
                    Pool = pool,
                },
                new CancellationToken(canceled: true)
            )
        );

        Assert.True(pool.Total > 0);
        Assert.Equal(0, pool.Rented);
    }

    private static Raster Resample(
        Raster source,
        (double Origin, double Step, int Size) x,
        (double Origin, double Step, int Size) y,
        Resampling resampling,
        ValidityKind validity
    )
    {
        ResamplingKernel columns = ResamplingKernel.Create(
            new(x.Origin, x.Step * x.Size, x.Size, false),
            source.Width,
            resampling,
            CogLimits.Default
        );
        ResamplingKernel rows = ResamplingKernel.Create(
            new(y.Origin, y.Step * y.Size, y.Size, false),
            source.Height,
            resampling,
            CogLimits.Default
        );
        var plan = new ReadPlan(null!, columns, rows, resampling) { GridArea = new(0, 0, source.Width, source.Height) };
        return Resampler.Resample(
            source,
            [0],
            plan,
            new(validity, AlphaBand: 9),
            CogReaderOptions.Default,
            TestContext.Current.CancellationToken
        );
    }

    private static void Put(Raster raster, int pixel, double value)
    {
        switch (raster.SampleType)
        {
            case SampleType.UInt8:
                raster.Band<byte>(0)[pixel] = (byte)value;
                break;
            case SampleType.Int8:
                raster.Band<sbyte>(0)[pixel] = (sbyte)value;
                break;
            case SampleType.UInt16:
                raster.Band<ushort>(0)[pixel] = (ushort)value;
                break;
            case SampleType.Int16:
                raster.Band<short>(0)[pixel] = (short)value;
                break;
            case SampleType.UInt32:
                raster.Band<uint>(0)[pixel] = (uint)value;
                break;
            default:
                raster.Band<int>(0)[pixel] = (int)value;
                break;
        }
    }

    private static double Get(Raster raster, int pixel) =>
        raster.SampleType switch
        {
            SampleType.UInt8 => raster.Band<byte>(0)[pixel],
            SampleType.Int8 => raster.Band<sbyte>(0)[pixel],
            SampleType.UInt16 => raster.Band<ushort>(0)[pixel],
            SampleType.Int16 => raster.Band<short>(0)[pixel],
            SampleType.UInt32 => raster.Band<uint>(0)[pixel],
            _ => raster.Band<int>(0)[pixel],
        };
}
