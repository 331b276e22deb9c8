namespace Cog.Rasters;

/// <summary>Numbers as the bytes of one sample.</summary>
internal static class SampleBytes
{
    /// <summary>A nodata value; null when it is out of the type's range.</summary>
    public static byte[]? Of(NoDataValue noData, SampleType type)
    {
        // 64-bit integers do not fit a double: the text counts.
        if (type == SampleType.Int64 && long.TryParse(noData.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long signed))
        {
            return Bytes(signed);
        }

        if (
            type == SampleType.UInt64
            && ulong.TryParse(noData.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out ulong unsigned)
        )
        {
            return Bytes(unsigned);
        }

        return noData.For(type) is { } held ? Of(held.Value, type) : null;
    }

    /// <summary>A number: cut to an integer, held to the type's range. The imaginary part of a complex sample is 0.</summary>
    public static byte[] Of(double value, SampleType type)
    {
        byte[] sample = new byte[type.ByteSize()];
        type.Run(new Writing(value, sample));
        return sample;
    }

    /// <summary>Fills samples with one.</summary>
    public static void Fill(Span<byte> samples, ReadOnlySpan<byte> sample)
    {
        if (sample.Length == 1)
        {
            samples.Fill(sample[0]);
            return;
        }

        if (samples.IsEmpty)
        {
            return;
        }

        // Doubling: each copy takes all that is filled already.
        sample.CopyTo(samples);
        for (int filled = sample.Length; filled < samples.Length; filled *= 2)
        {
            samples[..Math.Min(filled, samples.Length - filled)].CopyTo(samples[filled..]);
        }
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged
    {
        byte[] bytes = new byte[System.Runtime.CompilerServices.Unsafe.SizeOf<T>()];
        MemoryMarshal.Write(bytes, value);
        return bytes;
    }

    private readonly ref struct Writing(double value, Span<byte> sample) : ISampleWork
    {
        private readonly Span<byte> _sample = sample;

        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => MemoryMarshal.Write(_sample, T.CreateSaturating(value));
    }
}
