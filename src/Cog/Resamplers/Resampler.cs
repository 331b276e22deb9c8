using System.Buffers;
using Cog.Rasters;

namespace Cog.Resamplers;

/// <summary>
/// Pixels of one grid from pixels of another, aligned with it: rows and columns stretched or shrunk. Pure; the results of GDAL's RasterIO.
/// </summary>
/// <remarks>
/// Masked pixels have no weight: the others' are scaled up to make one. Of a nodata image each band has its own masked pixels, and an
/// output pixel is valid when it is in any band; a transparency mask is resampled as numbers and masks where the result is 0; so is alpha,
/// which stays partial, both as the mask and as a band.
/// </remarks>
internal sealed class Resampler
{
    private readonly Raster _source;
    private readonly ReadPlan _plan;
    private readonly PixelWindow _window;
    private readonly PixelValidity _validity;
    private readonly CogReaderOptions _options;

    private Resampler(Raster source, ReadPlan plan, PixelValidity validity, CogReaderOptions options)
    {
        (_source, _plan, _validity, _options) = (source, plan, validity, options);
        _window = plan.SourceWindow!.Value;
    }

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
        RasterSize size = new(plan.Columns.OutputSize, plan.Rows.OutputSize);
        Raster output = Raster.Rent(source.SampleType, source.Bands, size, options);
        try
        {
            new Resampler(source, plan, validity, options).Resample(samples, output, cancellationToken);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    private void Resample(IReadOnlyList<int> samples, Raster output, CancellationToken cancellationToken)
    {
        (ResamplingKernel Columns, ResamplingKernel Rows) axes = (_plan.Columns, _plan.Rows);
        byte[] outside = SampleBytes.Of(_options.BoundlessReadFillValue, _source.SampleType);
        if (_plan.Resampling != Resampling.Nearest)
        {
            Interpolate(samples, output, cancellationToken);
            FillOutside(output, axes.Columns, axes.Rows, outside);
            return;
        }

        for (int band = 0; band < _source.Bands; band++)
        {
            PickNearest(
                _source.BandBytes(band),
                output.BandBytes(band),
                band == 0 && _plan.FirstBand is { } first ? first : axes,
                outside,
                cancellationToken
            );
        }

        if (_plan.Mask is { } other && _validity.Kind == ValidityKind.Mask)
        {
            ResampleMask(output, other, cancellationToken);
        }
        else
        {
            PickNearest(_source.Mask, output.Mask, axes, [0], cancellationToken);
        }
    }

    private void PickNearest(
        ReadOnlySpan<byte> source,
        Span<byte> output,
        (ResamplingKernel Columns, ResamplingKernel Rows) axes,
        ReadOnlySpan<byte> outside,
        CancellationToken cancellationToken
    )
    {
        (ResamplingKernel columns, ResamplingKernel rows) = axes;
        PixelWindow window = _window;
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

    private void Interpolate(IReadOnlyList<int> samples, Raster output, CancellationToken cancellationToken)
    {
        using var masks = new PlaneMasks(_source.PixelCount, output.PixelCount, _options.Pool);
        PlaneMaker make = Maker(_plan, isMask: false);
        bool isNoData = _validity.Kind == ValidityKind.NoData;
        for (int band = 0; band < _source.Bands; band++)
        {
            if (isNoData && _validity.NoData is { } matcher)
            {
                matcher.Mask(_source.BandBytes(band), masks.Valid);
            }
            else if (_validity.Kind == ValidityKind.Alpha && samples[band] == _validity.AlphaBand)
            {
                masks.Valid.Fill(255);
            }
            else
            {
                _source.Mask.CopyTo(masks.Valid);
            }

            make(masks.With(_source.SampleType, _source.BandBytes(band), output.BandBytes(band)), cancellationToken);
            if (isNoData)
            {
                ReadOnlySpan<byte> made = masks.Made;
                _validity.NoData?.WriteWhereMasked(made, output.BandBytes(band));
                for (int i = 0; i < made.Length; i++)
                {
                    output.Mask[i] |= made[i];
                }
            }
        }

        if (!isNoData)
        {
            ResampleMask(output, _plan, cancellationToken);
        }
    }

    private void ResampleMask(Raster output, ReadPlan plan, CancellationToken cancellationToken)
    {
        using var masks = new PlaneMasks(_source.PixelCount, output.PixelCount, _options.Pool);
        masks.Valid.Fill(255);
        Maker(plan, isMask: true)(masks.With(SampleType.UInt8, _source.Mask, output.Mask), cancellationToken);
        if (_validity.Kind is ValidityKind.Mask or ValidityKind.Opaque)
        {
            byte least = _validity.Kind == ValidityKind.Mask ? (byte)1 : (byte)255;
            foreach (ref byte mask in output.Mask)
            {
                mask = mask < least ? (byte)0 : (byte)255;
            }
        }
    }

    private delegate void PlaneMaker(SamplePlane plane, CancellationToken cancellationToken);

    private PlaneMaker Maker(ReadPlan plan, bool isMask)
    {
        if (plan.Resampling == Resampling.Mode)
        {
            return new ModeResampler(plan.Columns, plan.Rows, _window, _options.Limits).Resample;
        }

        // A map's holes are not widened.
        bool spreadsNaN =
            plan.GridArea is null
            && KernelFunction.IsConvolution(plan.Resampling)
            && _validity is { Kind: ValidityKind.NoData, NoData.IsFinite: false };
        return new PlaneResampler(plan.Columns, plan.Rows, _window, plan.Resampling, spreadsNaN) { IsOutsideZero = isMask }.Resample;
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

    /// <summary>Rented masks of a plane, before and after.</summary>
    private sealed class PlaneMasks(int sourcePixels, int outputPixels, MemoryPool<byte> pool) : IDisposable
    {
        private readonly IMemoryOwner<byte> _valid = pool.Rent(sourcePixels);
        private readonly IMemoryOwner<byte> _made = pool.Rent(outputPixels);

        public Span<byte> Valid => _valid.Memory.Span[..sourcePixels];

        public Span<byte> Made => _made.Memory.Span[..outputPixels];

        public SamplePlane With(SampleType type, ReadOnlySpan<byte> source, Span<byte> output) =>
            new()
            {
                Type = type,
                Source = source,
                Valid = Valid,
                Output = output,
                Made = Made,
            };

        public void Dispose()
        {
            _valid.Dispose();
            _made.Dispose();
        }
    }
}
