using System.Numerics;
using Cog.Reading;
using Cog.Tiff;

namespace Cog.Rendering.Warping;

/// <summary>Makes a plan's picture from the pixels of its window. Pure.</summary>
public static class Warper
{
    /// <summary>Warps and resamples, in the samples' own type.</summary>
    /// <param name="window">The pixels of <see cref="TilePlan.Window"/>; not disposed.</param>
    /// <param name="plan">Which pixel goes where.</param>
    /// <param name="partial">What becomes of a pixel that is partly masked, when a warped grid is shrunk; without a warp it is valid (GDAL's RasterIO), or its alpha is mixed.</param>
    /// <param name="options">Limits and pool.</param>
    /// <returns>
    /// A raster of <see cref="TilePlan.Size"/>. Nearest takes a pixel with its validity. The other kernels weigh valid pixels only, in
    /// proportion to their alpha, and a warp gives a pixel only where the one under its middle is valid (GDAL's warp).
    /// </returns>
    public static Raster Warp(Raster window, TilePlan plan, PartialCoverage partial, CogReaderOptions options)
    {
        if (plan.Resampling == Resampling.Nearest)
        {
            return NearestPicker.Pick(window, plan, options);
        }

        if (plan.Grid is null)
        {
            return Resample(window, plan, partial == PartialCoverage.Masked ? PartialCoverage.Valid : partial, options);
        }

        using Raster onGrid = Interpolate(window, plan, options);
        return Resample(onGrid, plan, partial, options);
    }

    private static Raster Resample(Raster raster, TilePlan plan, PartialCoverage partial, CogReaderOptions options) => plan.Scan.IsShift
        ? NearestPicker.Pick(raster, plan.Scan, plan.Size, options)
        : Resizer.Resize(raster, plan, partial, options);

    private static Raster Interpolate(Raster window, TilePlan plan, CogReaderOptions options) => window.SampleType switch
    {
        SampleType.UInt8 => Interpolator.Run<byte>(window, plan, options),
        SampleType.Int8 => Interpolator.Run<sbyte>(window, plan, options),
        SampleType.UInt16 => Interpolator.Run<ushort>(window, plan, options),
        SampleType.Int16 or SampleType.ComplexInt16 => Interpolator.Run<short>(window, plan, options),
        SampleType.UInt32 => Interpolator.Run<uint>(window, plan, options),
        SampleType.Int32 or SampleType.ComplexInt32 => Interpolator.Run<int>(window, plan, options),
        SampleType.UInt64 => Interpolator.Run<ulong>(window, plan, options),
        SampleType.Int64 => Interpolator.Run<long>(window, plan, options),
        SampleType.Float32 or SampleType.ComplexFloat32 => Interpolator.Run<float>(window, plan, options),
        _ => Interpolator.Run<double>(window, plan, options),
    };

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
