namespace Cog.Rendering.Styling;

/// <summary>Ranges to scale by where nobody gave one.</summary>
internal static class ValueRanges
{
    private const int Chunk = 1024;

    /// <summary>The least and the largest visible finite value of each band; 0 to 1 for a band that has none.</summary>
    /// <remarks>
    /// Minimum and maximum are equal in a constant band.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Complex samples.</exception>
    public static IReadOnlyList<Rescale> Of(Raster raster)
    {
        var ranges = new Rescale[raster.Bands];
        for (int band = 0; band < raster.Bands; band++)
        {
            ranges[band] = OfBand(raster, band);
        }

        return ranges;
    }

    /// <summary>The range of an integer type; null for floating point and complex types.</summary>
    public static Rescale? Of(SampleType type) =>
        type switch
        {
            SampleType.UInt8 => new(byte.MinValue, byte.MaxValue),
            SampleType.Int8 => new(sbyte.MinValue, sbyte.MaxValue),
            SampleType.UInt16 => new(ushort.MinValue, ushort.MaxValue),
            SampleType.Int16 => new(short.MinValue, short.MaxValue),
            SampleType.UInt32 => new(uint.MinValue, uint.MaxValue),
            SampleType.Int32 => new(int.MinValue, int.MaxValue),
            SampleType.UInt64 => new(ulong.MinValue, ulong.MaxValue),
            SampleType.Int64 => new(long.MinValue, long.MaxValue),
            _ => null,
        };

    private static Rescale OfBand(Raster raster, int band)
    {
        Span<double> values = stackalloc double[Chunk];
        ReadOnlySpan<byte> samples = raster.BandBytes(band),
            mask = raster.Mask;
        double minimum = double.PositiveInfinity,
            maximum = double.NegativeInfinity;
        while (!mask.IsEmpty)
        {
            int count = Math.Min(Chunk, mask.Length);
            SampleReader.Read(samples, raster.SampleType, values[..count]);
            for (int i = 0; i < count; i++)
            {
                if (mask[i] > 0 && double.IsFinite(values[i]))
                {
                    (minimum, maximum) = (Math.Min(minimum, values[i]), Math.Max(maximum, values[i]));
                }
            }

            mask = mask[count..];
            samples = samples[(count * raster.SampleType.ByteSize())..];
        }

        return minimum <= maximum ? new(minimum, maximum) : new(0, 1);
    }
}
