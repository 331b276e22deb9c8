using Cog.Tiff;

namespace Cog.Rendering.Mosaics;

/// <summary>
/// Mean and standard deviation, however many files there are: of each value a sum is kept, or a mean and a sum of squares (Welford's
/// recurrence), and of each pixel a count.
/// </summary>
/// <remarks>Sums of whole numbers are exact, so that a mean which is one is not cut off to the number below.</remarks>
internal sealed class AveragedPixels(CogReaderOptions options, PixelSelection selection) : PixelSelector
{
    private Raster? _means; // Of the mean: sums.
    private Raster? _squares; // Of deviations from the mean; for the standard deviation alone.
    private int[] _counts = [];
    private SampleType _first;

    /// <inheritdoc/>
    public override Raster? Finish()
    {
        if (_means is not { } means)
        {
            return null;
        }

        // numpy.ma.std of masked arrays is float64, whatever they are; rio-tiler casts the mean to the first file's type.
        bool isDeviation = selection == PixelSelection.Stdev;
        SampleType type = isDeviation ? SampleType.Float64 : _first;
        Raster result = Raster.Rent(type, means.Bands, new(means.Width, means.Height), options);
        for (int i = 0; i < _counts.Length; i++)
        {
            result.Mask[i] = _counts[i] > 0 ? byte.MaxValue : (byte)0;
        }

        for (int band = 0; band < result.Bands; band++)
        {
            Span<double> values = isDeviation ? _squares!.Band<double>(band) : means.Band<double>(band);
            for (int i = 0; i < values.Length; i++)
            {
                double mean = _counts[i] > 0 ? values[i] / _counts[i] : 0;
                values[i] = isDeviation ? Math.Sqrt(mean) : mean;
            }

            SampleConversion.Convert(SampleType.Float64, MemoryMarshal.AsBytes(values), type, result.BandBytes(band));
        }

        return result;
    }

    /// <inheritdoc/>
    protected override void Take(Raster raster)
    {
        RequireReal(raster, "mean");
        if (_means is null)
        {
            _first = raster.SampleType;
            _means = Raster.Rent(SampleType.Float64, raster.Bands, new(raster.Width, raster.Height), options);
            if (selection == PixelSelection.Stdev)
            {
                _squares = Raster.Rent(SampleType.Float64, raster.Bands, new(raster.Width, raster.Height), options);
            }

            _counts = new int[raster.PixelCount];
        }

        using (raster)
        {
            for (int i = 0; i < _counts.Length; i++)
            {
                _counts[i] += raster.Mask[i] != 0 ? 1 : 0;
            }

            raster.SampleType.Run(new Adding(this, raster));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _means?.Dispose();
        _squares?.Dispose();
        (_means, _squares) = (null, null);
    }

    private void Add<T>(Raster raster)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<byte> mask = raster.Mask;
        for (int band = 0; band < raster.Bands; band++)
        {
            ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(raster.BandBytes(band));
            Span<double> means = _means!.Band<double>(band),
                squares = _squares is null ? [] : _squares.Band<double>(band);
            for (int i = 0; i < values.Length; i++)
            {
                if (mask[i] == 0)
                {
                    continue;
                }

                double value = double.CreateTruncating(values[i]);
                if (squares.IsEmpty)
                {
                    means[i] += value;
                    continue;
                }

                double step = value - means[i];
                means[i] += step / _counts[i];
                squares[i] += step * (value - means[i]);
            }
        }
    }

    private readonly struct Adding(AveragedPixels owner, Raster raster) : ISampleWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => owner.Add<T>(raster);
    }
}
