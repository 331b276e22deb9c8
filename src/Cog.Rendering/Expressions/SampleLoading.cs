namespace Cog.Rendering.Expressions;

/// <summary>Samples to values.</summary>
internal static class SampleLoading
{
    /// <summary>Whole samples of up to 32 bits.</summary>
    public static void Load(ReadOnlySpan<byte> samples, SampleType type, Span<int> values)
    {
        switch (type)
        {
            case SampleType.UInt8:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = samples[i];
                }

                break;
            case SampleType.UInt16:
                ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(samples);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = words[i];
                }

                break;
            default:
                SampleConversion.Convert(type, samples, values);
                break;
        }
    }

    /// <summary>The real or imaginary part of complex samples, or their absolute value.</summary>
    public static void LoadPart(ReadOnlySpan<byte> samples, SampleType type, Operation part, Span<double> values)
    {
        // A number at a time, since two are twice as long as the chunk.
        Span<double> pair = stackalloc double[2];
        int size = type.ByteSize();
        for (int i = 0; i < values.Length; i++)
        {
            SampleRows.Load(type, samples.Slice(i * size, size), pair);
            values[i] = part switch
            {
                Operation.Real => pair[0],
                Operation.Imaginary => pair[1],
                _ => double.Hypot(pair[0], pair[1]),
            };
        }
    }
}
