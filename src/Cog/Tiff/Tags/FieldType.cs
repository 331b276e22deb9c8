namespace Cog;

/// <summary>Types of a tag's values: TIFF 6.0 section 2; IFD is of TIFF Technical Note 1, the last three are of BigTIFF.</summary>
/// <remarks>Names are the specification's: a LONG has 32 bits, a SHORT 16.</remarks>
public enum FieldType : ushort
{
    /// <summary>8-bit unsigned integer.</summary>
    Byte = 1,

    /// <summary>8-bit characters; a zero byte ends each string.</summary>
    Ascii = 2,

    /// <summary>16-bit unsigned integer.</summary>
    Short = 3,

    /// <summary>32-bit unsigned integer.</summary>
    Long = 4,

    /// <summary>Fraction of two LONGs: numerator, denominator.</summary>
    Rational = 5,

    /// <summary>8-bit signed integer.</summary>
    SByte = 6,

    /// <summary>Bytes whose meaning the tag defines.</summary>
    Undefined = 7,

    /// <summary>16-bit signed integer.</summary>
    SShort = 8,

    /// <summary>32-bit signed integer.</summary>
    SLong = 9,

    /// <summary>Fraction of two SLONGs: numerator, denominator.</summary>
    SRational = 10,

    /// <summary>32-bit floating point (IEEE 754).</summary>
    Float = 11,

    /// <summary>64-bit floating point (IEEE 754).</summary>
    Double = 12,

    /// <summary>32-bit offset of a directory.</summary>
    Ifd = 13,

    /// <summary>64-bit unsigned integer.</summary>
    Long8 = 16,

    /// <summary>64-bit signed integer.</summary>
    SLong8 = 17,

    /// <summary>64-bit offset of a directory.</summary>
    Ifd8 = 18,
}

/// <summary>Sizes of <see cref="FieldType"/>.</summary>
internal static class FieldTypes
{
    /// <summary>Bytes of one value; 0 for a number that is not a type.</summary>
    public static int ByteSize(this FieldType type) =>
        type switch
        {
            FieldType.Byte or FieldType.Ascii or FieldType.SByte or FieldType.Undefined => 1,
            FieldType.Short or FieldType.SShort => 2,
            FieldType.Long or FieldType.SLong or FieldType.Float or FieldType.Ifd => 4,
            FieldType.Rational or FieldType.SRational or FieldType.Double or FieldType.Long8 or FieldType.SLong8 or FieldType.Ifd8 => 8,
            _ => 0,
        };

    /// <summary>True for integers, offsets and UNDEFINED bytes.</summary>
    public static bool IsInteger(this FieldType type) =>
        type.ByteSize() > 0
        && type is not (FieldType.Ascii or FieldType.Rational or FieldType.SRational or FieldType.Float or FieldType.Double);
}
