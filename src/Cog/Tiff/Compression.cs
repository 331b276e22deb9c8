namespace Cog;

/// <summary>Tag 259, Compression: TIFF 6.0 section 8, its supplements, and the numbers libtiff has registered since.</summary>
public enum Compression : ushort
{
    /// <summary>Stored as they are.</summary>
    None = 1,

    /// <summary>CCITT modified Huffman, of bilevel images (TIFF 6.0 section 10).</summary>
    CcittRle = 2,

    /// <summary>CCITT group 3 fax (section 11).</summary>
    CcittFax3 = 3,

    /// <summary>CCITT group 4 fax (section 11).</summary>
    CcittFax4 = 4,

    /// <summary>LZW (section 13).</summary>
    Lzw = 5,

    /// <summary>JPEG as TIFF 6.0 section 22 had it, replaced by <see cref="Jpeg"/>. Not read.</summary>
    OldJpeg = 6,

    /// <summary>JPEG (TIFF Technical Note 2).</summary>
    Jpeg = 7,

    /// <summary>Deflate in a zlib stream; its registered number.</summary>
    AdobeDeflate = 8,

    /// <summary>PackBits run lengths (section 9).</summary>
    PackBits = 32773,

    /// <summary>Deflate in a zlib stream; its number before it was registered.</summary>
    Deflate = 32946,

    /// <summary>JBIG. Not read.</summary>
    Jbig = 34661,

    /// <summary>JPEG 2000. Not read.</summary>
    Jpeg2000 = 34712,

    /// <summary>LERC, alone or inside Deflate or ZSTD.</summary>
    Lerc = 34887,

    /// <summary>LZMA2 in an xz stream.</summary>
    Lzma = 34925,

    /// <summary>Zstandard (RFC 8878).</summary>
    Zstd = 50000,

    /// <summary>WebP, lossy or lossless.</summary>
    WebP = 50001,

    /// <summary>JPEG XL, GDAL's number. Not read.</summary>
    JpegXl = 50002,

    /// <summary>JPEG XL, the number of DNG 1.7. Not read.</summary>
    JpegXlDng = 52546,
}
