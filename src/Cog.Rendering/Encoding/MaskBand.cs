using System.Numerics;
using System.Runtime.InteropServices;

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
        switch (type)
        {
            case SampleType.UInt8:
                mask.CopyTo(destination);
                break;
            case SampleType.Int8:
                Fill<sbyte>(mask, destination);
                break;
            case SampleType.UInt16:
                Fill<ushort>(mask, destination);
                break;
            case SampleType.Int16:
                Fill<short>(mask, destination);
                break;
            case SampleType.UInt32:
                Fill<uint>(mask, destination);
                break;
            case SampleType.Int32:
                Fill<int>(mask, destination);
                break;
            case SampleType.UInt64:
                Fill<ulong>(mask, destination);
                break;
            case SampleType.Int64:
                Fill<long>(mask, destination);
                break;
            case SampleType.Float32:
                Fill<float>(mask, destination);
                break;
            case SampleType.Float64:
                Fill<double>(mask, destination);
                break;
            case SampleType.ComplexInt16:
                Fill<short>(mask, destination, parts: 2);
                break;
            case SampleType.ComplexInt32:
                Fill<int>(mask, destination, parts: 2);
                break;
            case SampleType.ComplexFloat32:
                Fill<float>(mask, destination, parts: 2);
                break;
            default:
                Fill<double>(mask, destination, parts: 2);
                break;
        }
    }

    private static void Fill<T>(ReadOnlySpan<byte> mask, Span<byte> destination, int parts = 1)
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

        Span<T> samples = MemoryMarshal.Cast<byte, T>(destination);
        for (int i = 0; i < mask.Length; i++)
        {
            samples[i * parts] = values[mask[i]];
            if (parts == 2)
            {
                samples[(i * 2) + 1] = T.Zero;
            }
        }
    }
}
