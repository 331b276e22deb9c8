using System.Numerics;
using System.Runtime.InteropServices;

namespace Cog.Rasters;

/// <summary>Samples as numbers of another type.</summary>
internal static class SampleConversion
{
    /// <summary>
    /// Converts all samples of a span; what the type cannot hold becomes its nearest value. Of complex samples the real part is taken.
    /// </summary>
    public static void Convert<T>(SampleType type, ReadOnlySpan<byte> samples, Span<T> values)
        where T : unmanaged, INumber<T>
    {
        switch (type)
        {
            case SampleType.UInt8:
                Convert<byte, T>(samples, values, 1);
                break;
            case SampleType.Int8:
                Convert<sbyte, T>(samples, values, 1);
                break;
            case SampleType.UInt16:
                Convert<ushort, T>(samples, values, 1);
                break;
            case SampleType.Int16 or SampleType.ComplexInt16:
                Convert<short, T>(samples, values, type.Components());
                break;
            case SampleType.UInt32:
                Convert<uint, T>(samples, values, 1);
                break;
            case SampleType.Int32 or SampleType.ComplexInt32:
                Convert<int, T>(samples, values, type.Components());
                break;
            case SampleType.UInt64:
                Convert<ulong, T>(samples, values, 1);
                break;
            case SampleType.Int64:
                Convert<long, T>(samples, values, 1);
                break;
            case SampleType.Float32 or SampleType.ComplexFloat32:
                Convert<float, T>(samples, values, type.Components());
                break;
            default:
                Convert<double, T>(samples, values, type.Components());
                break;
        }
    }

    private static void Convert<TSample, T>(ReadOnlySpan<byte> bytes, Span<T> values, int components)
        where TSample : unmanaged, INumber<TSample>
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<TSample> samples = MemoryMarshal.Cast<byte, TSample>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateSaturating(samples[i * components]);
        }
    }
}
