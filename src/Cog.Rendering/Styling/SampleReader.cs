namespace Cog.Rendering.Styling;

/// <summary>Samples of any real type as numbers.</summary>
internal static class SampleReader
{
    /// <summary>Converts as many samples as <paramref name="values"/> holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Complex samples, which have no order.</exception>
    public static void Read(ReadOnlySpan<byte> samples, SampleType type, Span<double> values)
    {
        if (type.IsComplex())
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Not a real type.");
        }

        SampleRows.Load(type, samples, values);
    }
}
