namespace Cog.Rendering.Styling.Colors;

/// <summary>A colour for each value from 0 on.</summary>
/// <param name="colors">See <see cref="ColorMap.Pack"/>.</param>
internal sealed class ColorTable(uint[] colors) : ColorMap
{
    private const int Chunk = 1024;

    /// <summary>
    /// True: other samples than bytes are cast to bytes, as NumPy casts them: the fraction is cut off, and what remains counts modulo 256.
    /// Only for 256 colours. False: what is no index of the table is transparent.
    /// </summary>
    public bool Casts { get; init; }

    /// <inheritdoc/>
    public override bool IsRamp => Casts && Name is not null;

    /// <summary>The name by which it was asked for; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>How many values have a colour.</summary>
    public int Count => colors.Length;

    /// <summary>The colour of a value.</summary>
    public (byte Red, byte Green, byte Blue, byte Alpha) this[int value]
    {
        get
        {
            uint color = ColorOf(value);
            return ((byte)color, (byte)(color >> 8), (byte)(color >> 16), (byte)(color >> 24));
        }
    }

    /// <inheritdoc/>
    protected override void Find(Raster values, int start, Span<uint> found)
    {
        switch (values.SampleType)
        {
            case SampleType.UInt8 or SampleType.Int8:
                ReadOnlySpan<byte> bytes = values.BandBytes(0)[start..];
                for (int i = 0; i < found.Length; i++)
                {
                    found[i] = ColorOf(bytes[i]);
                }

                break;
            case var type when Casts:
                FindCast(values, type, start, found);
                break;
            case SampleType.UInt16:
                ReadOnlySpan<ushort> words = values.Band<ushort>(0)[start..];
                for (int i = 0; i < found.Length; i++)
                {
                    found[i] = ColorOf(words[i]);
                }

                break;
            default:
                Span<double> numbers = stackalloc double[Chunk];
                numbers = numbers[..found.Length];
                Read(values, start, numbers);
                for (int i = 0; i < found.Length; i++)
                {
                    found[i] = numbers[i] is >= 0 and <= ushort.MaxValue && double.IsInteger(numbers[i]) ? ColorOf((int)numbers[i]) : 0;
                }

                break;
        }
    }

    private void FindCast(Raster values, SampleType type, int start, Span<uint> found)
    {
        if (!type.IsFloatingPoint())
        {
            // Little endian: the lowest byte comes first.
            int size = type.ByteSize();
            ReadOnlySpan<byte> samples = values.BandBytes(0)[(start * size)..];
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = colors[samples[i * size]];
            }

            return;
        }

        Span<double> numbers = stackalloc double[Chunk];
        numbers = numbers[..found.Length];
        Read(values, start, numbers);
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = colors[numbers[i] is > int.MinValue and <= int.MaxValue ? (byte)(int)numbers[i] : 0];
        }
    }

    private uint ColorOf(int value) => (uint)value < (uint)colors.Length ? colors[value] : 0;
}
