namespace Cog.Rasters;

/// <summary>Samples as numbers of another type.</summary>
internal static class SampleConversion
{
    /// <summary>
    /// Converts all samples of a span; what the type cannot hold becomes its nearest value. Of complex samples the real part is taken.
    /// </summary>
    public static void Convert<T>(SampleType type, ReadOnlySpan<byte> samples, Span<T> values)
        where T : unmanaged, INumber<T> => type.Run(new Conversion<T>(samples, values, type.Components()));

    /// <summary>The same number by number: of complex samples both parts, one behind the other.</summary>
    public static void ConvertParts<T>(SampleType type, ReadOnlySpan<byte> samples, Span<T> values)
        where T : unmanaged, INumber<T> => type.Run(new Conversion<T>(samples, values, step: 1));

    /// <summary>Samples of one type as samples of another: see <see cref="Convert{T}(SampleType, ReadOnlySpan{byte}, Span{T})"/>.</summary>
    /// <param name="from">The type that there is.</param>
    /// <param name="samples">Samples of it.</param>
    /// <param name="to">The type that is wanted; not a complex one.</param>
    /// <param name="result">Receives as many samples of that.</param>
    public static void Convert(SampleType from, ReadOnlySpan<byte> samples, SampleType to, Span<byte> result) =>
        to.Run(new Recoding(from, samples, result));

    private readonly ref struct Recoding(SampleType from, ReadOnlySpan<byte> samples, Span<byte> result) : ISampleWork
    {
        private readonly ReadOnlySpan<byte> _samples = samples;
        private readonly Span<byte> _result = result;

        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => Convert(from, _samples, MemoryMarshal.Cast<byte, T>(_result));
    }

    private readonly ref struct Conversion<T>(ReadOnlySpan<byte> bytes, Span<T> values, int step) : ISampleWork
        where T : unmanaged, INumber<T>
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private readonly Span<T> _values = values;

        public void Run<TSample>()
            where TSample : unmanaged, INumber<TSample>, IMinMaxValue<TSample>
        {
            // Locals: fields would be read again for each sample.
            Span<T> values = _values;
            ReadOnlySpan<TSample> samples = MemoryMarshal.Cast<byte, TSample>(_bytes);
            if (step == 1)
            {
                samples = samples[..values.Length];
                for (int i = 0; i < samples.Length; i++)
                {
                    values[i] = T.CreateSaturating(samples[i]);
                }

                return;
            }

            for (int i = 0, at = 0; i < values.Length; i++, at += step)
            {
                values[i] = T.CreateSaturating(samples[at]);
            }
        }
    }
}
