namespace Cog;

/// <summary>Types of a tag's values: TIFF 6.0 section 2; IFD from TIFF Technical Note 1; the last three from BigTIFF.</summary>
public enum FieldType : ushort
{
    /// <summary>8 bits without a sign.</summary>
    Byte = 1,

    /// <summary>Bytes of text; a zero ends each string.</summary>
    Ascii = 2,

    /// <summary>16 bits without a sign.</summary>
    Short = 3,

    /// <summary>32 bits without a sign.</summary>
    Long = 4,

    /// <summary>Two LONGs: numerator, denominator.</summary>
    Rational = 5,

    /// <summary>8 bits with a sign.</summary>
    SByte = 6,

    /// <summary>Bytes without a meaning of their own.</summary>
    Undefined = 7,

    /// <summary>16 bits with a sign.</summary>
    SShort = 8,

    /// <summary>32 bits with a sign.</summary>
    SLong = 9,

    /// <summary>Two SLONGs: numerator, denominator.</summary>
    SRational = 10,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float = 11,

    /// <summary>IEEE 754, 64 bits.</summary>
    Double = 12,

    /// <summary>32 bits: where a directory is.</summary>
    Ifd = 13,

    /// <summary>64 bits without a sign.</summary>
    Long8 = 16,

    /// <summary>64 bits with a sign.</summary>
    SLong8 = 17,

    /// <summary>64 bits: where a directory is.</summary>
    Ifd8 = 18,
}

/// <summary>Sizes of <see cref="FieldType"/>.</summary>
internal static class FieldTypes
{
    /// <summary>Bytes of one value; 0 for a type that no specification knows.</summary>
    public static int ByteSize(this FieldType type) =>
        type switch
        {
            FieldType.Byte or FieldType.Ascii or FieldType.SByte or FieldType.Undefined => 1,
            FieldType.Short or FieldType.SShort => 2,
            FieldType.Long or FieldType.SLong or FieldType.Float or FieldType.Ifd => 4,
            FieldType.Rational or FieldType.SRational or FieldType.Double or FieldType.Long8 or FieldType.SLong8 or FieldType.Ifd8 => 8,
            _ => 0,
        };

    /// <summary>True for whole numbers, bytes of no stated meaning among them.</summary>
    public static bool IsInteger(this FieldType type) =>
        type.ByteSize() > 0
        && type is not (FieldType.Ascii or FieldType.Rational or FieldType.SRational or FieldType.Float or FieldType.Double);
}
