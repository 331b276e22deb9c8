namespace Cog.Rasters;

/// <summary>A nodata value as samples of one type hold it: which of them equal it, and how it is written.</summary>
/// <remarks>
/// GDAL's reading (GDALNoDataMaskBand): a fraction is cut off for integer samples, 64-bit integers are compared as such, complex samples by
/// their real part, NaN equals NaN, and fractions that differ by no more than four units of their last place are equal (ARE_REAL_EQUAL).
/// </remarks>
internal sealed class NoDataMatcher
{
    private readonly SampleType _type;
    private readonly byte[] _sample;

    private NoDataMatcher(SampleType type, byte[] sample) => (_type, _sample) = (type, sample);

    /// <summary>False for NaN and the infinities.</summary>
    public bool IsFinite =>
        _type switch
        {
            SampleType.Float32 or SampleType.ComplexFloat32 => float.IsFinite(MemoryMarshal.Read<float>(_sample)),
            SampleType.Float64 or SampleType.ComplexFloat64 => double.IsFinite(MemoryMarshal.Read<double>(_sample)),
            _ => true,
        };

    /// <summary>Null when there is no nodata value, or none that a sample of this type could have.</summary>
    public static NoDataMatcher? Create(NoDataValue? noData, SampleType type)
    {
        if (noData is null || SampleBytes.Of(noData, type) is not { } sample)
        {
            return null;
        }

        return new(type, sample);
    }

    /// <summary>Sets the mask of a band to 255, and to 0 where a sample is nodata.</summary>
    public void Mask(ReadOnlySpan<byte> samples, Span<byte> mask) => _type.Run(new Masking(_sample, samples, mask, _type.Components()));

    /// <summary>Writes the value into one band, where the mask is 0.</summary>
    public void WriteWhereMasked(ReadOnlySpan<byte> mask, Span<byte> samples)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
            {
                _sample.CopyTo(samples[(i * _sample.Length)..]);
            }
        }
    }

    /// <summary>One sample's bytes.</summary>
    public ReadOnlySpan<byte> Sample => _sample;

    private readonly ref struct Masking(ReadOnlySpan<byte> noData, ReadOnlySpan<byte> samples, Span<byte> mask, int components)
        : ISampleWork
    {
        private readonly ReadOnlySpan<byte> _noData = noData;
        private readonly ReadOnlySpan<byte> _samples = samples;
        private readonly Span<byte> _mask = mask;

        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // Locals: fields would be read again for each sample.
            int step = components;
            Span<byte> mask = _mask;
            ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(_samples);
            T noData = MemoryMarshal.Read<T>(_noData);
            bool isNaN = T.IsNaN(noData);
            T tolerance =
                typeof(T) == typeof(float) ? T.CreateChecked(2 * 1.1920929e-7f)
                : typeof(T) == typeof(double) ? T.CreateChecked(2 * 2.220446049250313e-16)
                : T.Zero;
            for (int i = 0; i < mask.Length; i++)
            {
                T value = values[i * step];
                bool isNear = tolerance != T.Zero && T.Abs(value - noData) < tolerance * T.Abs(value + noData);
                mask[i] = value == noData || isNear || (isNaN && T.IsNaN(value)) ? (byte)0 : (byte)255;
            }
        }
    }
}
