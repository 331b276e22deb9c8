using System.Numerics;
using Cog.Reading;
using Cog.Tiff;

namespace Cog.Rendering.Warping;

/// <summary>Resamples a raster onto a grid parallel to its own, first along rows, then along columns.</summary>
internal sealed class Resizer
{
    /// <summary>A cubic kernel with less than this share of its weight on valid pixels says nothing: its lobes are negative.</summary>
    private const double LeastCubicShare = 0.25;

    /// <summary>Weights that differ by less are the same.</summary>
    private const double Rounding = 1e-6;

    private readonly Raster _source;
    private readonly Raster _result;
    private readonly AxisWeights _x;
    private readonly AxisWeights _y;

    private Resizer(Raster source, Raster result, AxisWeights x, AxisWeights y) =>
        (_source, _result, _x, _y) = (source, result, x, y);

    private delegate void RowReader(int row, Span<double> values);

    /// <summary>Resamples by a kernel, mask-aware.</summary>
    /// <param name="source">The plan's window, or its grid filled from the window.</param>
    /// <param name="plan">Where the picture's pixels lie on it.</param>
    /// <param name="partial">What becomes of a pixel that is partly masked.</param>
    /// <param name="options">Limits and pool.</param>
    public static Raster Resize(Raster source, TilePlan plan, PartialCoverage partial, CogReaderOptions options)
    {
        // Of an image itself, GDAL shows what its pixels hold; of a warped one, whatever a kernel reaches.
        bool isImage = plan.Grid is null;
        var x = new AxisWeights(plan.Resampling, plan.Scan.StepX, plan.Size.Width, plan.Scan.CentreX, source.Width, isImage);
        var y = new AxisWeights(plan.Resampling, plan.Scan.StepY, plan.Size.Height, plan.Scan.CentreY, source.Height, isImage);
        Raster result = Raster.Rent(source.SampleType, source.Bands, plan.Size.Width, plan.Size.Height, options.Limits, options.Pool);
        new Resizer(source, result, x, y).Run(partial, plan.Resampling);
        return result;
    }

    private void Run(PartialCoverage partial, Resampling resampling)
    {
        // Sums over the kernel: of weights, each times its pixel's alpha, and of the weights of pixels that are not masked.
        double[] weights = new double[_result.PixelCount], valid = weights;
        bool isAllValid = Warper.IsAllValid(_source.Mask);
        Accumulate(ReadAlpha, weights);
        if (!isAllValid)
        {
            valid = new double[weights.Length];
            Accumulate(ReadValidity, valid);
        }

        Span<byte> mask = _result.Mask;
        for (int i = 0; i < mask.Length; i++)
        {
            double reached = _x.SumOf(i % _result.Width) * _y.SumOf(i / _result.Width);
            double least = partial == PartialCoverage.Masked ? 1 - Rounding : resampling == Resampling.Cubic ? LeastCubicShare * reached : Rounding * reached;
            mask[i] = valid[i] > least && weights[i] > 0 ? (byte)Math.Clamp(Math.Round(255 * weights[i] / valid[i]), 1, 255) : (byte)0;
        }

        switch (_source.SampleType)
        {
            case SampleType.UInt8: ResizeBands<byte>(weights); break;
            case SampleType.Int8: ResizeBands<sbyte>(weights); break;
            case SampleType.UInt16: ResizeBands<ushort>(weights); break;
            case SampleType.Int16 or SampleType.ComplexInt16: ResizeBands<short>(weights); break;
            case SampleType.UInt32: ResizeBands<uint>(weights); break;
            case SampleType.Int32 or SampleType.ComplexInt32: ResizeBands<int>(weights); break;
            case SampleType.UInt64: ResizeBands<ulong>(weights); break;
            case SampleType.Int64: ResizeBands<long>(weights); break;
            case SampleType.Float32 or SampleType.ComplexFloat32: ResizeBands<float>(weights); break;
            default: ResizeBands<double>(weights); break;
        }
    }

    private void ReadAlpha(int row, Span<double> values)
    {
        ReadOnlySpan<byte> mask = _source.Mask.Slice(row * _source.Width, _source.Width);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = mask[i] / 255.0;
        }
    }

    private void ReadValidity(int row, Span<double> values)
    {
        ReadOnlySpan<byte> mask = _source.Mask.Slice(row * _source.Width, _source.Width);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = mask[i] == 0 ? 0 : 1;
        }
    }

    private void ResizeBands<T>(double[] weights)
        where T : unmanaged, INumber<T>
    {
        int parts = Warper.Parts(_source.SampleType);
        double[] sums = new double[weights.Length];
        for (int band = 0; band < _source.Bands; band++)
        {
            for (int part = 0; part < parts; part++)
            {
                Array.Clear(sums);
                Accumulate((row, values) => ReadSamples<T>(band, part, row, values), sums);
                Span<T> to = _result.Band<T>(band);
                for (int i = 0; i < sums.Length; i++)
                {
                    if (_result.Mask[i] != 0)
                    {
                        to[(i * parts) + part] = Warper.Store<T>(sums[i] / weights[i]);
                    }
                }
            }
        }
    }

    private void ReadSamples<T>(int band, int part, int row, Span<double> values)
        where T : unmanaged, INumber<T>
    {
        int parts = Warper.Parts(_source.SampleType), start = row * _source.Width;
        ReadOnlySpan<T> samples = _source.Band<T>(band)[(start * parts)..];
        ReadOnlySpan<byte> mask = _source.Mask.Slice(start, _source.Width);
        for (int i = 0; i < values.Length; i++)
        {
            double value = double.CreateTruncating(samples[(i * parts) + part]);

            // A masked sample may be anything, NaN too.
            values[i] = mask[i] switch { 255 => value, 0 => 0, byte alpha => value * alpha / 255 };
        }
    }

    /// <summary>Adds up weighted values for every pixel of the result.</summary>
    private void Accumulate(RowReader read, Span<double> sums)
    {
        int width = _result.Width, height = _result.Height;
        double[] values = new double[_source.Width], along = new double[width];
        int firstTarget = 0;
        for (int row = _y.First; row < _y.End; row++)
        {
            // The rows of the result whose kernels hold this row are neighbours.
            while (firstTarget < height && _y.EndOf(firstTarget) <= row)
            {
                firstTarget++;
            }

            if (firstTarget == height || _y.FirstOf(firstTarget) > row)
            {
                continue;
            }

            read(row, values);
            _x.Apply(values, along);
            for (int target = firstTarget; target < height && _y.FirstOf(target) <= row; target++)
            {
                if (row >= _y.EndOf(target))
                {
                    continue;
                }

                double weight = _y.WeightsOf(target)[row - _y.FirstOf(target)];
                Span<double> sum = sums.Slice(target * width, width);
                for (int i = 0; i < width; i++)
                {
                    sum[i] += weight * along[i];
                }
            }
        }
    }
}
