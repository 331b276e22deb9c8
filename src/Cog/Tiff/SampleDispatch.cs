namespace Cog.Tiff;

/// <summary>Work on samples that is written once for the numeric types.</summary>
internal interface ISampleWork
{
    /// <summary>Does it for samples, or parts of complex samples, of one type.</summary>
    void Run<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>From the <see cref="SampleType"/> that a file names to the type that code is compiled for.</summary>
internal static class SampleDispatch
{
    /// <summary>Runs work on numbers of a type; complex samples are two numbers of their parts' type.</summary>
    public static void Run<TWork>(this SampleType type, TWork work)
        where TWork : struct, ISampleWork, allows ref struct
    {
        switch (type)
        {
            case SampleType.UInt8:
                work.Run<byte>();
                break;
            case SampleType.Int8:
                work.Run<sbyte>();
                break;
            case SampleType.UInt16:
                work.Run<ushort>();
                break;
            case SampleType.Int16 or SampleType.ComplexInt16:
                work.Run<short>();
                break;
            case SampleType.UInt32:
                work.Run<uint>();
                break;
            case SampleType.Int32 or SampleType.ComplexInt32:
                work.Run<int>();
                break;
            case SampleType.UInt64:
                work.Run<ulong>();
                break;
            case SampleType.Int64:
                work.Run<long>();
                break;
            case SampleType.Float32 or SampleType.ComplexFloat32:
                work.Run<float>();
                break;
            default:
                work.Run<double>();
                break;
        }
    }
}
