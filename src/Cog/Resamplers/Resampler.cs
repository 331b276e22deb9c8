using System.Buffers;
using Cog.Rasters;

namespace Cog.Resamplers;

/// <summary>
/// Pixels of one grid from pixels of another, aligned with it: rows and columns stretched or shrunk. Pure; the results of GDAL's RasterIO.
/// </summary>
/// <remarks>
/// Masked pixels have no weight: the others' are scaled up to make one. Of a nodata image each band has its own masked pixels, and an
/// output pixel is
/// valid when it is in any band; a transparency mask is resampled as numbers and masks where the result is 0; so is alpha, which stays
/// partial, both as
/// the mask and as a band.
/// </remarks>
internal static class Resampler
{
    /// <summary>Resamples a raster.</summary>
    /// <param name="source">The pixels of <see cref="ReadPlan.SourceWindow"/>. Not disposed.</param>
    /// <param name="samples">Which sample each of its bands is.</param>
    /// <param name="plan">The weights.</param>
    /// <param name="validity">What makes a pixel of <paramref name="source"/> valid.</param>
    /// <param name="options">Limits, pool, and the value of pixels outside the image.</param>
    /// <param name="cancellationToken">Asked once a row of each band.</param>
    public static Raster Resample(
        Raster source,
        IReadOnlyList<int> samples,
        ReadPlan plan,
        PixelValidity validity,
        CogReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        (ResamplingKernel columns, ResamplingKernel rows) = (plan.Columns, plan.Rows);
        PixelWindow window = plan.SourceWindow!.Value;
        Raster output = Raster.Rent(source.SampleType, source.Bands, columns.OutputSize, rows.OutputSize, options.Limits, options.Pool);
        try
        {
            byte[] outside = SampleBytes.Of(options.BoundlessReadFillValue, source.SampleType);
            if (plan.Resampling == Resampling.Nearest)
            {
                for (int band = 0; band < source.Bands; band++)
                {
                    (ResamplingKernel x, ResamplingKernel y) = band == 0 && plan.FirstBand is { } first ? first : (columns, rows);
                    PickNearest(source.BandBytes(band), window, output.BandBytes(band), x, y, outside, cancellationToken);
                }

                if (plan.Mask is { } other && validity.Kind == ValidityKind.Mask)
                {
                    ResampleMask(source, window, output, other, validity, options, cancellationToken);
                }
                else
                {
                    PickNearest(source.Mask, window, output.Mask, columns, rows, [0], cancellationToken);
                }
            }
            else
            {
                Interpolate(source, samples, output, plan, validity, options, cancellationToken);
                FillOutside(output, columns, rows, outside);
            }

            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private static void PickNearest(
        ReadOnlySpan<byte> source,
        PixelWindow window,
        Span<byte> output,
        ResamplingKernel columns,
        ResamplingKernel rows,
        ReadOnlySpan<byte> outside,
        CancellationToken cancellationToken
    )
    {
        int size = outside.Length;
        for (int y = 0; y < rows.OutputSize; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> to = output.Slice(y * columns.OutputSize * size, columns.OutputSize * size);
            if (rows.Weights(y).IsEmpty)
            {
                SampleBytes.Fill(to, outside);
                continue;
            }

            ReadOnlySpan<byte> from = source.Slice((rows.First(y) - window.Y) * window.Width * size, window.Width * size);
            for (int x = 0; x < columns.OutputSize; x++)
            {
                (columns.Weights(x).IsEmpty ? outside : from.Slice((columns.First(x) - window.X) * size, size)).CopyTo(to[(x * size)..]);
            }
        }
    }

    private static void Interpolate(
        Raster source,
        IReadOnlyList<int> samples,
        Raster output,
        ReadPlan plan,
        PixelValidity validity,
        CogReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        using IMemoryOwner<byte> sourceMask = options.Pool.Rent(source.PixelCount);
        using IMemoryOwner<byte> outputMask = options.Pool.Rent(output.PixelCount);
        Span<byte> valid = sourceMask.Memory.Span[..source.PixelCount],
            made = outputMask.Memory.Span[..output.PixelCount];
        PlaneMaker make = Maker(plan, plan.SourceWindow!.Value, validity, options.Limits, isMask: false);
        bool isNoData = validity.Kind == ValidityKind.NoData;
        for (int band = 0; band < source.Bands; band++)
        {
            if (isNoData && validity.NoData is { } matcher)
            {
                matcher.Mask(source.BandBytes(band), valid);
            }
            else if (validity.Kind == ValidityKind.Alpha && samples[band] == validity.AlphaBand)
            {
                valid.Fill(255);
            }
            else
            {
                source.Mask.CopyTo(valid);
            }

            make(
                new()
                {
                    Type = source.SampleType,
                    Source = source.BandBytes(band),
                    Valid = valid,
                    Output = output.BandBytes(band),
                    Made = made,
                },
                cancellationToken
            );
            if (isNoData)
            {
                validity.NoData?.WriteWhereMasked(made, output.BandBytes(band));
                for (int i = 0; i < made.Length; i++)
                {
                    output.Mask[i] |= made[i];
                }
            }
        }

        if (!isNoData)
        {
            ResampleMask(source, plan.SourceWindow!.Value, output, plan, validity, options, cancellationToken);
        }
    }

    private static void ResampleMask(
        Raster source,
        PixelWindow window,
        Raster output,
        ReadPlan plan,
        PixelValidity validity,
        CogReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        using IMemoryOwner<byte> sourceMask = options.Pool.Rent(source.PixelCount);
        using IMemoryOwner<byte> outputMask = options.Pool.Rent(output.PixelCount);
        Span<byte> valid = sourceMask.Memory.Span[..source.PixelCount],
            made = outputMask.Memory.Span[..output.PixelCount];
        valid.Fill(255);
        Maker(plan, window, validity, options.Limits, isMask: true)(
            new()
            {
                Type = SampleType.UInt8,
                Source = source.Mask,
                Valid = valid,
                Output = output.Mask,
                Made = made,
            },
            cancellationToken
        );
        if (validity.Kind is ValidityKind.Mask or ValidityKind.Opaque)
        {
            byte least = validity.Kind == ValidityKind.Mask ? (byte)1 : (byte)255;
            foreach (ref byte mask in output.Mask)
            {
                mask = mask < least ? (byte)0 : (byte)255;
            }
        }
    }

    private delegate void PlaneMaker(SamplePlane plane, CancellationToken cancellationToken);

    private static PlaneMaker Maker(ReadPlan plan, PixelWindow window, PixelValidity validity, CogLimits limits, bool isMask)
    {
        if (plan.Resampling == Resampling.Mode)
        {
            return new ModeResampler(plan.Columns, plan.Rows, window, limits).Resample;
        }

        // A map's holes are not widened.
        bool spreadsNaN =
            plan.GridArea is null
            && KernelFunction.IsConvolution(plan.Resampling)
            && validity is { Kind: ValidityKind.NoData, NoData.IsFinite: false };
        return new PlaneResampler(plan.Columns, plan.Rows, window, plan.Resampling, spreadsNaN) { IsOutsideZero = isMask }.Resample;
    }

    private static void FillOutside(Raster output, ResamplingKernel columns, ResamplingKernel rows, byte[] outside)
    {
        int size = outside.Length;
        for (int y = 0; y < output.Height; y++)
        {
            bool isRowOutside = rows.Weights(y).IsEmpty;
            for (int x = 0; x < output.Width; x++)
            {
                if (isRowOutside || columns.Weights(x).IsEmpty)
                {
                    int pixel = (y * output.Width) + x;
                    output.Mask[pixel] = 0;
                    for (int band = 0; band < output.Bands; band++)
                    {
                        outside.CopyTo(output.BandBytes(band)[(pixel * size)..]);
                    }
                }
            }
        }
    }
}
