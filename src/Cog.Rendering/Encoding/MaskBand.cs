using Cog.Tiff;

namespace Cog.Rendering.Encoding;

/// <summary>Validity as one more band of the samples' own type, as TiTiler hands it to NumPy.</summary>
internal static class MaskBand
{
    /// <summary>
    /// Writes a band: 255 becomes the type's largest value, 0 its smallest, partial alpha what lies between. Complex: the real part, of the
    /// parts' type.
    /// </summary>
    /// <param name="mask">One byte a pixel.</param>
    /// <param name="type">The samples' type.</param>
    /// <param name="destination">One sample a pixel.</param>
    public static void Write(ReadOnlySpan<byte> mask, SampleType type, Span<byte> destination)
    {
        if (type == SampleType.UInt8)
        {
            mask.CopyTo(destination);
            return;
        }

        type.Run(new Filling(mask, destination, type.Components()));
    }

    private readonly ref struct Filling(ReadOnlySpan<byte> mask, Span<byte> destination, int parts) : ISampleWork
    {
        private readonly ReadOnlySpan<byte> _mask = mask;
        private readonly Span<byte> _destination = destination;

        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            // Half the range at a time: the whole range of a double is not a double.
            Span<T> values = stackalloc T[256];
            double low = double.CreateChecked(T.MinValue),
                high = double.CreateChecked(T.MaxValue);
            for (int alpha = 0; alpha < 256; alpha++)
            {
                double share = alpha / 255.0;
                values[alpha] = alpha switch
                {
                    0 => T.MinValue,
                    255 => T.MaxValue,
                    _ => T.CreateSaturating((low * (1 - share)) + (high * share)),
                };
            }

            Span<T> samples = MemoryMarshal.Cast<byte, T>(_destination);
            for (int i = 0; i < _mask.Length; i++)
            {
                samples[i * parts] = values[_mask[i]];
                if (parts == 2)
                {
                    samples[(i * 2) + 1] = T.Zero;
                }
            }
        }
    }
}
