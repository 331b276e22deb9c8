namespace Cog;

/// <summary>Tag 259, Compression: TIFF 6.0 section 8, its supplements, and the numbers libtiff has registered since.</summary>
public enum Compression : ushort
{
    None = 1,
    CcittRle = 2,
    CcittFax3 = 3,
    CcittFax4 = 4,
    Lzw = 5,
    OldJpeg = 6,
    Jpeg = 7,
    AdobeDeflate = 8,
    PackBits = 32773,
    Deflate = 32946,
    Jbig = 34661,
    Jpeg2000 = 34712,
    Lerc = 34887,
    Lzma = 34925,
    Zstd = 50000,
    WebP = 50001,
    JpegXl = 50002,
    JpegXlDng = 52546,
}
