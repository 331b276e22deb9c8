namespace Cog;

/// <summary>Types of a tag's values: TIFF 6.0 section 2; IFD from TIFF Technical Note 1; the last three from BigTIFF.</summary>
public enum FieldType : ushort
{
    Byte = 1,
    Ascii = 2,
    Short = 3,
    Long = 4,
    Rational = 5,
    SByte = 6,
    Undefined = 7,
    SShort = 8,
    SLong = 9,
    SRational = 10,
    Float = 11,
    Double = 12,
    Ifd = 13,
    Long8 = 16,
    SLong8 = 17,
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
