namespace Cog;

/// <summary>
/// What one decoded sample is in memory, native byte order. Fewer bits in the file (1, 2, 4, 12, …; float 16 and 24) are widened as GDAL
/// widens them.
/// </summary>
public enum SampleType
{
    /// <summary><see cref="byte"/>.</summary>
    UInt8,

    /// <summary><see cref="sbyte"/>.</summary>
    Int8,

    /// <summary><see cref="ushort"/>.</summary>
    UInt16,

    /// <summary><see cref="short"/>.</summary>
    Int16,

    /// <summary><see cref="uint"/>.</summary>
    UInt32,

    /// <summary><see cref="int"/>.</summary>
    Int32,

    /// <summary><see cref="ulong"/>.</summary>
    UInt64,

    /// <summary><see cref="long"/>.</summary>
    Int64,

    /// <summary><see cref="float"/>.</summary>
    Float32,

    /// <summary><see cref="double"/>.</summary>
    Float64,

    /// <summary>Two <see cref="short"/>s: real, imaginary.</summary>
    ComplexInt16,

    /// <summary>Two <see cref="int"/>s: real, imaginary.</summary>
    ComplexInt32,

    /// <summary>Two <see cref="float"/>s: real, imaginary.</summary>
    ComplexFloat32,

    /// <summary>Two <see cref="double"/>s: real, imaginary.</summary>
    ComplexFloat64,
}

/// <summary>Sizes and names of <see cref="SampleType"/>.</summary>
internal static class SampleTypes
{
    /// <summary>Bytes of one sample in memory.</summary>
    public static int ByteSize(this SampleType type) =>
        type switch
        {
            SampleType.UInt8 or SampleType.Int8 => 1,
            SampleType.UInt16 or SampleType.Int16 => 2,
            SampleType.UInt32 or SampleType.Int32 or SampleType.Float32 or SampleType.ComplexInt16 => 4,
            SampleType.UInt64 or SampleType.Int64 or SampleType.Float64 or SampleType.ComplexInt32 or SampleType.ComplexFloat32 => 8,
            _ => 16,
        };

    /// <summary>
    /// What samples of the file become, by GDAL's rule: 1-8 bits a byte, 9-16 two, 17-32 four, with the sign kept only by whole 8, 16, 32
    /// and 64 bits.
    /// </summary>
    /// <exception cref="UnsupportedTiffException">GDAL has no type for them either.</exception>
    public static SampleType Of(int bitsPerSample, SampleFormat format) =>
        (format, bitsPerSample) switch
        {
            (SampleFormat.SignedInteger, 8) => SampleType.Int8,
            (SampleFormat.SignedInteger, 16) => SampleType.Int16,
            (SampleFormat.SignedInteger, 32) => SampleType.Int32,
            (SampleFormat.SignedInteger, 64) => SampleType.Int64,
            (SampleFormat.UnsignedInteger or SampleFormat.SignedInteger or SampleFormat.Undefined, >= 1 and <= 8) => SampleType.UInt8,
            (SampleFormat.UnsignedInteger or SampleFormat.SignedInteger or SampleFormat.Undefined, >= 9 and <= 16) => SampleType.UInt16,
            (SampleFormat.UnsignedInteger or SampleFormat.SignedInteger or SampleFormat.Undefined, >= 17 and <= 32) => SampleType.UInt32,
            (SampleFormat.UnsignedInteger or SampleFormat.Undefined, 64) => SampleType.UInt64,
            (SampleFormat.FloatingPoint, 16 or 24 or 32) => SampleType.Float32,
            (SampleFormat.FloatingPoint, 64) => SampleType.Float64,
            (SampleFormat.ComplexInteger, 32) => SampleType.ComplexInt16,
            (SampleFormat.ComplexInteger, 64) => SampleType.ComplexInt32,
            (SampleFormat.ComplexFloatingPoint, 64) => SampleType.ComplexFloat32,
            (SampleFormat.ComplexFloatingPoint, 128) => SampleType.ComplexFloat64,
            _ => throw new UnsupportedTiffException($"Samples of {bitsPerSample} bits and format {format} are not supported."),
        };

    /// <summary>The type of one number in memory: of complex samples, of each of their two parts.</summary>
    public static Type ComponentType(this SampleType type) =>
        type switch
        {
            SampleType.UInt8 => typeof(byte),
            SampleType.Int8 => typeof(sbyte),
            SampleType.UInt16 => typeof(ushort),
            SampleType.Int16 or SampleType.ComplexInt16 => typeof(short),
            SampleType.UInt32 => typeof(uint),
            SampleType.Int32 or SampleType.ComplexInt32 => typeof(int),
            SampleType.UInt64 => typeof(ulong),
            SampleType.Int64 => typeof(long),
            SampleType.Float32 or SampleType.ComplexFloat32 => typeof(float),
            _ => typeof(double),
        };

    public static bool IsFloatingPoint(this SampleType type) => type is SampleType.Float32 or SampleType.Float64;

    public static bool IsComplex(this SampleType type) => type >= SampleType.ComplexInt16;

    /// <summary>The name rasterio and TiTiler use: <c>uint8</c>, <c>float32</c>, <c>complex64</c> …</summary>
    public static string NumPyName(this SampleType type) =>
        type switch
        {
            SampleType.UInt8 => "uint8",
            SampleType.Int8 => "int8",
            SampleType.UInt16 => "uint16",
            SampleType.Int16 => "int16",
            SampleType.UInt32 => "uint32",
            SampleType.Int32 => "int32",
            SampleType.UInt64 => "uint64",
            SampleType.Int64 => "int64",
            SampleType.Float32 => "float32",
            SampleType.Float64 => "float64",
            SampleType.ComplexInt16 => "complex_int16",
            SampleType.ComplexInt32 => "complex64", // NumPy has no integer complex: rasterio widens.
            SampleType.ComplexFloat32 => "complex64",
            _ => "complex128",
        };
}
