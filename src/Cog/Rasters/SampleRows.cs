using System.Numerics;
using System.Runtime.InteropServices;

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
    public static void Load(SampleType type, ReadOnlySpan<byte> row, Span<double> values)
    {
        switch (type)
        {
            case SampleType.UInt8:
                Load<byte>(row, values);
                break;
            case SampleType.Int8:
                Load<sbyte>(row, values);
                break;
            case SampleType.UInt16:
                Load<ushort>(row, values);
                break;
            case SampleType.Int16 or SampleType.ComplexInt16:
                Load<short>(row, values);
                break;
            case SampleType.UInt32:
                Load<uint>(row, values);
                break;
            case SampleType.Int32 or SampleType.ComplexInt32:
                Load<int>(row, values);
                break;
            case SampleType.UInt64:
                Load<ulong>(row, values);
                break;
            case SampleType.Int64:
                Load<long>(row, values);
                break;
            case SampleType.Float32 or SampleType.ComplexFloat32:
                Load<float>(row, values);
                break;
            default:
                Load<double>(row, values);
                break;
        }
    }

    /// <summary>Writes one row; integers are rounded, half away from zero, and held to their range.</summary>
    public static void Store(SampleType type, ReadOnlySpan<double> values, Span<byte> row)
    {
        switch (type)
        {
            case SampleType.UInt8:
                StoreIntegers<byte>(values, row);
                break;
            case SampleType.Int8:
                StoreIntegers<sbyte>(values, row);
                break;
            case SampleType.UInt16:
                StoreIntegers<ushort>(values, row);
                break;
            case SampleType.Int16 or SampleType.ComplexInt16:
                StoreIntegers<short>(values, row);
                break;
            case SampleType.UInt32:
                StoreIntegers<uint>(values, row);
                break;
            case SampleType.Int32 or SampleType.ComplexInt32:
                StoreIntegers<int>(values, row);
                break;
            case SampleType.UInt64:
                StoreIntegers<ulong>(values, row);
                break;
            case SampleType.Int64:
                StoreIntegers<long>(values, row);
                break;
            case SampleType.Float32 or SampleType.ComplexFloat32:
                Span<float> floats = MemoryMarshal.Cast<byte, float>(row);
                for (int i = 0; i < values.Length; i++)
                {
                    floats[i] = (float)values[i];
                }

                break;
            default:
                MemoryMarshal.AsBytes(values).CopyTo(row);
                break;
        }
    }

    private static void Load<T>(ReadOnlySpan<byte> row, Span<double> values)
        where T : unmanaged, INumber<T>
    {
        ReadOnlySpan<T> samples = MemoryMarshal.Cast<byte, T>(row)[..values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = double.CreateTruncating(samples[i]);
        }
    }

    private static void StoreIntegers<T>(ReadOnlySpan<double> values, Span<byte> row)
        where T : unmanaged, INumber<T>
    {
        Span<T> samples = MemoryMarshal.Cast<byte, T>(row);
        for (int i = 0; i < values.Length; i++)
        {
            samples[i] = T.CreateSaturating(Math.Round(values[i], MidpointRounding.AwayFromZero));
        }
    }
}
