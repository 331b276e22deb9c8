using Cog.Tiff;

namespace Cog.Rendering.Mosaics;

/// <summary>The median: the one method that needs all rasters at once. Together they take at most <see cref="CogLimits.MaxRasterBytes"/>.
/// </summary>
internal sealed class MedianPixels(CogReaderOptions options) : PixelSelector
{
    private readonly List<Raster> _stack = [];
    private long _bytes;

    /// <inheritdoc/>
    public override Raster? Finish()
    {
        if (_stack is not [var first, ..])
        {
            return null;
        }

        Raster result = Raster.Rent(first.SampleType, first.Bands, new(first.Width, first.Height), options);
        for (int i = 0; i < result.PixelCount; i++)
        {
            result.Mask[i] = _stack.Exists(r => r.Mask[i] != 0) ? byte.MaxValue : (byte)0;
        }

        SampleType type = first.SampleType;
        foreach (Raster raster in _stack)
        {
            type = SampleWidening.Of(type, raster.SampleType);
        }

        for (int i = 0; i < _stack.Count; i++)
        {
            _stack[i] = SampleWidening.Widen(_stack[i], type, options);
        }

        type.Run(new Finding(this, result));
        return result;
    }

    /// <inheritdoc/>
    protected override void Take(Raster raster)
    {
        RequireReal(raster, "order");
        long bytes = _bytes + raster.Samples.Length + raster.Mask.Length;
        if (bytes > options.Limits.MaxRasterBytes)
        {
            throw LimitExceededException.Of(
                $"The median of more than {_stack.Count} rasters of {raster.Bands} × {raster.Height} × {raster.Width} "
                    + $"{raster.SampleType.NumPyName()} takes {bytes} bytes",
                options.Limits.MaxRasterBytes
            );
        }

        _bytes = bytes;
        _stack.Add(raster);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (Raster raster in _stack)
        {
            raster.Dispose();
        }

        _stack.Clear();
    }

    private void Find<T>(Raster result)
        where T : unmanaged, INumber<T>
    {
        var values = new T[_stack.Count];
        double[] middles = new double[result.Width];
        for (int band = 0; band < result.Bands; band++)
        {
            for (int row = 0; row < result.Height; row++)
            {
                for (int column = 0; column < result.Width; column++)
                {
                    int count = 0,
                        pixel = (row * result.Width) + column;
                    foreach (Raster raster in _stack)
                    {
                        if (raster.Mask[pixel] != 0)
                        {
                            values[count++] = MemoryMarshal.Cast<byte, T>(raster.BandBytes(band))[pixel];
                        }
                    }

                    middles[column] = MiddleOf(values.AsSpan(0, count));
                }

                SampleConversion.Convert(SampleType.Float64, MemoryMarshal.AsBytes(middles), result.SampleType, result.RowBytes(band, row));
            }
        }
    }

    private static double MiddleOf<T>(Span<T> values)
        where T : unmanaged, INumber<T>
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        values.Sort(); // NaN comes first.
        int middle = values.Length / 2;
        double high = double.CreateTruncating(values[middle]);
        return T.IsNaN(values[0]) ? double.NaN
            : values.Length % 2 == 1 ? high
            : (double.CreateTruncating(values[middle - 1]) + high) / 2;
    }

    private readonly struct Finding(MedianPixels owner, Raster result) : ISampleWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => owner.Find<T>(result);
    }
}
