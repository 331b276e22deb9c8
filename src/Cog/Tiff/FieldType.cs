namespace Cog.Tiff;

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
