using System.Numerics;
using System.Runtime.InteropServices;

namespace Cog.Rendering.Styling;

/// <summary>Samples of any real type as numbers.</summary>
internal static class SampleReader
{
    /// <summary>Converts as many samples as <paramref name="values"/> holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Complex samples, which have no order.</exception>
    public static void Read(ReadOnlySpan<byte> samples, SampleType type, Span<double> values)
    {
        switch (type)
        {
            case SampleType.UInt8:
                Convert<byte>(samples, values);
                break;
            case SampleType.Int8:
                Convert<sbyte>(samples, values);
                break;
            case SampleType.UInt16:
                Convert<ushort>(samples, values);
                break;
            case SampleType.Int16:
                Convert<short>(samples, values);
                break;
            case SampleType.UInt32:
                Convert<uint>(samples, values);
                break;
            case SampleType.Int32:
                Convert<int>(samples, values);
                break;
            case SampleType.UInt64:
                Convert<ulong>(samples, values);
                break;
            case SampleType.Int64:
                Convert<long>(samples, values);
                break;
            case SampleType.Float32:
                Convert<float>(samples, values);
                break;
            case SampleType.Float64:
                Convert<double>(samples, values);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a real type.");
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> samples, Span<double> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> typed = MemoryMarshal.Cast<byte, T>(samples)[..values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = double.CreateTruncating(typed[i]);
        }
    }
}
