using System.Buffers;
using Cog.Tiff;

namespace Cog.Reading;

/// <summary>Pixels of one grid from pixels of another, aligned with it: rows and columns stretched or shrunk. Pure; the results of GDAL's RasterIO.</summary>
/// <remarks>
/// Masked pixels have no weight: the others' are scaled up to make one. Of a nodata image each band has its own masked pixels, and an output pixel is
/// valid when it is in any band; a transparency mask is resampled as numbers and masks where the result is 0; so is alpha, which stays partial.
/// </remarks>
internal static class Resampler
{
    /// <summary>Resamples a raster.</summary>
    /// <param name="source">Exactly the pixels that the kernels need. Not disposed.</param>
    /// <param name="columns">The horizontal axis.</param>
    /// <param name="rows">The vertical axis.</param>
    /// <param name="resampling">The method that made the kernels.</param>
    /// <param name="validity">What makes a pixel of <paramref name="source"/> valid.</param>
    /// <param name="options">Limits, pool, and the value of pixels outside the image.</param>
    public static Raster Resample(Raster source, ResamplingKernel columns, ResamplingKernel rows, Resampling resampling, PixelValidity validity, CogReaderOptions options)
    {
        Raster output = Raster.Rent(source.SampleType, source.Bands, columns.OutputSize, rows.OutputSize, options.Limits, options.Pool);
        try
        {
            byte[] outside = SampleBytes.Of(options.BoundlessReadFillValue, source.SampleType);
            if (resampling == Resampling.Nearest)
            {
                for (int band = 0; band < source.Bands; band++)
                {
                    PickNearest(source.BandBytes(band), output.BandBytes(band), columns, rows, outside);
                }

                PickNearest(source.Mask, output.Mask, columns, rows, [0]);
            }
            else
            {
                Interpolate(source, output, columns, rows, validity, outside, options.Pool);
            }

            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private static void PickNearest(ReadOnlySpan<byte> source, Span<byte> output, ResamplingKernel columns, ResamplingKernel rows, ReadOnlySpan<byte> outside)
    {
        int size = outside.Length;
        for (int y = 0; y < rows.OutputSize; y++)
        {
            Span<byte> to = output.Slice(y * columns.OutputSize * size, columns.OutputSize * size);
            if (rows.Weights(y).IsEmpty)
            {
                SampleBytes.Fill(to, outside);
                continue;
            }

            ReadOnlySpan<byte> from = source.Slice(rows.First(y) * columns.SourceLength * size, columns.SourceLength * size);
            for (int x = 0; x < columns.OutputSize; x++)
            {
                (columns.Weights(x).IsEmpty ? outside : from.Slice(columns.First(x) * size, size)).CopyTo(to[(x * size)..]);
            }
        }
    }

    private static void Interpolate(
        Raster source, Raster output, ResamplingKernel columns, ResamplingKernel rows, PixelValidity validity, byte[] outside, MemoryPool<byte> pool)
    {
        using IMemoryOwner<byte> sourceMask = pool.Rent(source.PixelCount);
        using IMemoryOwner<byte> outputMask = pool.Rent(output.PixelCount);
        Span<byte> valid = sourceMask.Memory.Span[..source.PixelCount], made = outputMask.Memory.Span[..output.PixelCount];
        var plane = new PlaneResampler(columns, rows);
        bool isPerBand = validity.Kind == ValidityKind.NoData;
        for (int band = 0; band < source.Bands; band++)
        {
            if (isPerBand)
            {
                validity.NoData!.Mask(source.BandBytes(band), valid);
            }
            else
            {
                source.Mask.CopyTo(valid);
            }

            plane.Resample(source.SampleType, source.BandBytes(band), valid, output.BandBytes(band), made);
            if (isPerBand)
            {
                validity.NoData!.WriteWhereMasked(made, output.BandBytes(band));
                for (int i = 0; i < made.Length; i++)
                {
                    output.Mask[i] |= made[i];
                }
            }
        }

        if (!isPerBand)
        {
            valid.Fill(255);
            plane.Resample(SampleType.UInt8, source.Mask, valid, output.Mask, made);
        }

        if (validity.Kind == ValidityKind.Mask)
        {
            foreach (ref byte mask in output.Mask)
            {
                mask = mask == 0 ? (byte)0 : (byte)255;
            }
        }

        FillOutside(output, columns, rows, outside);
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
