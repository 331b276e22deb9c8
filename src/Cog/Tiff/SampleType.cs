namespace Cog.Tiff;

/// <summary>What one decoded sample is in memory, native byte order. Fewer bits in the file (1, 2, 4, 12, …; float 16 and 24) are widened as GDAL widens them.</summary>
public enum SampleType
{
    UInt8,
    Int8,
    UInt16,
    Int16,
    UInt32,
    Int32,
    UInt64,
    Int64,
    Float32,
    Float64,
    ComplexInt16,
    ComplexInt32,
    ComplexFloat32,
    ComplexFloat64,
}

/// <summary>Sizes and names of <see cref="SampleType"/>.</summary>
public static class SampleTypes
{
    /// <summary>Bytes of one sample in memory.</summary>
    public static int ByteSize(this SampleType type) => type switch
    {
        SampleType.UInt8 or SampleType.Int8 => 1,
        SampleType.UInt16 or SampleType.Int16 => 2,
        SampleType.UInt32 or SampleType.Int32 or SampleType.Float32 or SampleType.ComplexInt16 => 4,
        SampleType.UInt64 or SampleType.Int64 or SampleType.Float64 or SampleType.ComplexInt32 or SampleType.ComplexFloat32 => 8,
        _ => 16,
    };

    public static bool IsFloatingPoint(this SampleType type) => type is SampleType.Float32 or SampleType.Float64;

    public static bool IsComplex(this SampleType type) => type >= SampleType.ComplexInt16;

    /// <summary>The name rasterio and TiTiler use: <c>uint8</c>, <c>float32</c>, <c>complex64</c> …</summary>
    public static string NumPyName(this SampleType type) => type switch
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
