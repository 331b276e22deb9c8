using Cog.Resamplers;

namespace Cog.Rendering.Warping;

/// <summary>Makes a plan's picture from the pixels of its window. Pure.</summary>
internal static class Warper
{
    /// <summary>Warps and resamples, in the samples' own type.</summary>
    /// <param name="window">The pixels of <see cref="RenderPlan.Window"/>; not disposed.</param>
    /// <param name="samples">Which sample each of its bands is.</param>
    /// <param name="plan">Which pixel goes where.</param>
    /// <param name="validity">What makes a pixel of <paramref name="window"/> valid.</param>
    /// <param name="options">Limits and pool.</param>
    /// <param name="cancellationToken">Asked once a row.</param>
    /// <returns>
    /// A raster of <see cref="RenderPlan.Size"/>. Nearest takes a pixel with its validity. The other kernels weigh valid pixels only, in
    /// proportion to their alpha, and a warp by a convolution gives a pixel only where the one under its middle is valid (GDAL's warp).
    /// </returns>
    public static Raster Warp(
        Raster window,
        IReadOnlyList<int> samples,
        RenderPlan plan,
        PixelValidity validity,
        CogReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        if (plan.Grid is not { } grid)
        {
            return Resample(new(window, plan.Window, validity, IsWhole: false), samples, plan, options, cancellationToken);
        }

        if (plan.WarpResampling == Resampling.Nearest && plan.Resampling == Resampling.Nearest)
        {
            return NearestPicker.Pick(window, plan, options, cancellationToken);
        }

        using Raster onGrid = plan.WarpResampling switch
        {
            Resampling.Nearest => NearestPicker.PickGrid(window, plan, options, cancellationToken),
            var kernel when KernelFunction.IsConvolution(kernel) => ToGrid(window, plan, options, cancellationToken),
            Resampling.Sum => SumSampler.Run(window, plan, options, cancellationToken),
            _ => AreaSampler.Run(window, plan, options, cancellationToken),
        };

        // On the grid, the file's own marks are gone.
        PixelValidity warped = validity.Kind switch
        {
            ValidityKind.NoData => new(ValidityKind.NoData),
            ValidityKind.Alpha => validity,
            _ => new(ValidityKind.Opaque),
        };
        PixelWindow place = new(grid.Area.X, grid.Area.Y, onGrid.Width, onGrid.Height);
        return Resample(new(onGrid, place, warped, IsWhole: true), samples, plan, options, cancellationToken);
    }

    /// <summary>Pixels that are resampled.</summary>
    /// <param name="Raster">The pixels.</param>
    /// <param name="Place">Where they lie, in the pixels of the level or of the grid.</param>
    /// <param name="Validity">What makes one of them valid.</param>
    /// <param name="IsWhole">Whether there is nothing beyond them to be had: a grid.</param>
    private readonly record struct PlacedPixels(Raster Raster, PixelWindow Place, PixelValidity Validity, bool IsWhole);

    // An image ends with its last pixel, a grid is masked beyond what was filled.
    private static Raster Resample(
        PlacedPixels pixels,
        IReadOnlyList<int> samples,
        RenderPlan plan,
        CogReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        (Raster raster, PixelWindow place, PixelValidity validity, bool isWhole) = pixels;
        if (plan.Scan.IsShift || plan.Resampling == Resampling.Nearest)
        {
            return NearestPicker.Pick(raster, plan.Scan, plan.Size, options, cancellationToken);
        }

        PixelScan scan = plan.Scan;
        ResamplingAxis columns = AxisOf(scan.OriginX + place.X, scan.StepX, plan.Size.Width),
            rows = AxisOf(scan.OriginY + place.Y, scan.StepY, plan.Size.Height);
        var box = new ReadPlan(
            plan.Level,
            isWhole
                ? ResamplingKernel.CreateEndless(columns, plan.Resampling, options.Limits)
                : ResamplingKernel.Create(columns, plan.Level.Width, plan.Resampling, options.Limits),
            isWhole
                ? ResamplingKernel.CreateEndless(rows, plan.Resampling, options.Limits)
                : ResamplingKernel.Create(rows, plan.Level.Height, plan.Resampling, options.Limits),
            plan.Resampling
        )
        {
            GridArea = place,
        };
        return Resampler.Resample(raster, samples, box, validity, options, cancellationToken);

        ResamplingAxis AxisOf(double origin, double step, int size) =>
            new ResamplingAxis(origin, step * size, size, IsFlipped: false).WithRowRatio(scan.StepY);
    }

    private static Raster ToGrid(Raster window, RenderPlan plan, CogReaderOptions options, CancellationToken cancellationToken) =>
        window.SampleType switch
        {
            SampleType.UInt8 => Interpolator.Run<byte>(window, plan, options, cancellationToken),
            SampleType.Int8 => Interpolator.Run<sbyte>(window, plan, options, cancellationToken),
            SampleType.UInt16 => Interpolator.Run<ushort>(window, plan, options, cancellationToken),
            SampleType.Int16 or SampleType.ComplexInt16 => Interpolator.Run<short>(window, plan, options, cancellationToken),
            SampleType.UInt32 => Interpolator.Run<uint>(window, plan, options, cancellationToken),
            SampleType.Int32 or SampleType.ComplexInt32 => Interpolator.Run<int>(window, plan, options, cancellationToken),
            SampleType.UInt64 => Interpolator.Run<ulong>(window, plan, options, cancellationToken),
            SampleType.Int64 => Interpolator.Run<long>(window, plan, options, cancellationToken),
            SampleType.Float32 or SampleType.ComplexFloat32 => Interpolator.Run<float>(window, plan, options, cancellationToken),
            _ => Interpolator.Run<double>(window, plan, options, cancellationToken),
        };

    /// <summary>Rents a raster of a window's bands and fills it; one that could not be filled goes back to the pool.</summary>
    internal static Raster Make(Raster window, RasterSize size, CogReaderOptions options, Action<Raster> fill)
    {
        Raster result = Raster.Rent(window.SampleType, window.Bands, size, options);
        try
        {
            fill(result);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Numbers in one sample: a complex one is resampled part by part.</summary>
    internal static int Parts(SampleType type) => type.IsComplex() ? 2 : 1;

    /// <summary>A computed sample in its own type: integers rounded half away from zero and clamped, as GDAL does.</summary>
    internal static T Store<T>(double value)
        where T : unmanaged, INumber<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double)
            ? T.CreateTruncating(value)
            : T.CreateSaturating(Math.Round(value, MidpointRounding.AwayFromZero));

    /// <summary>True when every pixel is wholly valid, so that no weight depends on the mask.</summary>
    internal static bool IsAllValid(ReadOnlySpan<byte> mask) => !mask.ContainsAnyExcept((byte)255);
}
