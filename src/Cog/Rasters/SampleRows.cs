namespace Cog.Rasters;

/// <summary>Rows of samples as doubles and back. 64-bit integers lose their last bits, as in GDAL's resampling.</summary>
internal static class SampleRows
{
    /// <summary>How many numbers a sample has: 2 when complex.</summary>
    public static int Components(this SampleType type) => type.IsComplex() ? 2 : 1;

    /// <summary>Reads one row.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="row">Its samples.</param>
    /// <param name="values">One number a component.</param>
    public static void Load(SampleType type, ReadOnlySpan<byte> row, Span<double> values) =>
        SampleConversion.ConvertParts(type, row, values);

    /// <summary>Writes one row; integers are rounded, half away from zero, and held to their range.</summary>
    public static void Store(SampleType type, ReadOnlySpan<double> values, Span<byte> row) => type.Run(new Storing(values, row));

    private readonly ref struct Storing(ReadOnlySpan<double> values, Span<byte> row) : ISampleWork
    {
        private readonly ReadOnlySpan<double> _values = values;
        private readonly Span<byte> _row = row;

        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<double> values = _values;
            Span<T> samples = MemoryMarshal.Cast<byte, T>(_row);
            bool isInteger = typeof(T) != typeof(float) && typeof(T) != typeof(double);
            for (int i = 0; i < values.Length; i++)
            {
                samples[i] = T.CreateSaturating(isInteger ? Math.Round(values[i], MidpointRounding.AwayFromZero) : values[i]);
            }
        }
    }
}
