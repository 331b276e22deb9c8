namespace Cog;

/// <summary>Numbers of the tags that this library knows: TIFF 6.0 and its supplements, GeoTIFF 1.1 (OGC 19-008r4), GDAL.</summary>
/// <remarks>A directory may hold tags of any other number. Cast that to <see cref="TagId"/> to look for it.</remarks>
public enum TagId : ushort
{
    /// <summary>Kind of the image: full resolution, overview, page, mask (<see cref="Cog.NewSubfileType"/>).</summary>
    NewSubfileType = 254,

    /// <summary>The older form of <see cref="NewSubfileType"/>: 1 full resolution, 2 reduced, 3 page. Not used here.</summary>
    SubfileType = 255,

    /// <summary>Columns of the image.</summary>
    ImageWidth = 256,

    /// <summary>Rows of the image.</summary>
    ImageLength = 257,

    /// <summary>Bits of a sample, one number for each sample of a pixel.</summary>
    BitsPerSample = 258,

    /// <summary>How blocks are compressed (<see cref="Cog.Compression"/>).</summary>
    Compression = 259,

    /// <summary>Colour space: 0 grey from white, 1 grey from black, 2 RGB, 3 palette, 4 mask, 5 CMYK, 6 YCbCr, 8 CIE L*a*b*.</summary>
    PhotometricInterpretation = 262,

    /// <summary>Order of the bits in a byte: 1 the highest first, 2 the lowest first.</summary>
    FillOrder = 266,

    /// <summary>Name of the document that was scanned; text.</summary>
    DocumentName = 269,

    /// <summary>Title of the image; text.</summary>
    ImageDescription = 270,

    /// <summary>Maker of the scanner; text.</summary>
    Make = 271,

    /// <summary>Model of the scanner; text.</summary>
    Model = 272,

    /// <summary>Where each strip is, in bytes from the start of the file.</summary>
    StripOffsets = 273,

    /// <summary>Where row 0 and column 0 lie in the displayed image: 1 is top left.</summary>
    Orientation = 274,

    /// <summary>Samples of a pixel, alpha included.</summary>
    SamplesPerPixel = 277,

    /// <summary>Rows of a strip; the last strip may have fewer.</summary>
    RowsPerStrip = 278,

    /// <summary>Bytes of each strip, compressed.</summary>
    StripByteCounts = 279,

    /// <summary>Smallest sample value; not for samples with a sign.</summary>
    MinSampleValue = 280,

    /// <summary>Largest sample value; not for samples with a sign.</summary>
    MaxSampleValue = 281,

    /// <summary>Pixels for each <see cref="ResolutionUnit"/> along a row.</summary>
    XResolution = 282,

    /// <summary>Pixels for each <see cref="ResolutionUnit"/> along a column.</summary>
    YResolution = 283,

    /// <summary>1: the samples of a pixel are stored side by side; 2: each in a plane of its own.</summary>
    PlanarConfiguration = 284,

    /// <summary>Options of CCITT group 3 compression; bits.</summary>
    T4Options = 292,

    /// <summary>Options of CCITT group 4 compression; bits.</summary>
    T6Options = 293,

    /// <summary>Unit of XResolution and YResolution: 1 none, 2 inch, 3 centimetre.</summary>
    ResolutionUnit = 296,

    /// <summary>Program that wrote the file; text.</summary>
    Software = 305,

    /// <summary>When the image was made, as <c>YYYY:MM:DD HH:MM:SS</c>; text.</summary>
    DateTime = 306,

    /// <summary>Who made the image; text.</summary>
    Artist = 315,

    /// <summary>Computer that the image was made on; text.</summary>
    HostComputer = 316,

    /// <summary>Transform before compression: 1 none, 2 horizontal differencing, 3 differencing of the bytes of floats.</summary>
    Predictor = 317,

    /// <summary>Chromaticity of the white point, x and y.</summary>
    WhitePoint = 318,

    /// <summary>Palette: all red values, then all green, then all blue, 16 bits each.</summary>
    ColorMap = 320,

    /// <summary>Columns of a tile.</summary>
    TileWidth = 322,

    /// <summary>Rows of a tile.</summary>
    TileLength = 323,

    /// <summary>Where each tile is, in bytes from the start of the file.</summary>
    TileOffsets = 324,

    /// <summary>Bytes of each tile, compressed.</summary>
    TileByteCounts = 325,

    /// <summary>Offsets of directories that belong to this one (TIFF Technical Note 1).</summary>
    SubIfds = 330,

    /// <summary>Inks of a separated image: 1 CMYK, 2 other inks.</summary>
    InkSet = 332,

    /// <summary>Meaning of the samples that follow the colours (<see cref="ExtraSample"/>).</summary>
    ExtraSamples = 338,

    /// <summary>
    /// Type of samples: 1 unsigned, 2 signed, 3 floating point, 4 undefined, 5 complex integer, 6 complex floating point.
    /// </summary>
    SampleFormat = 339,

    /// <summary>Smallest sample value, in the type of the samples.</summary>
    SMinSampleValue = 340,

    /// <summary>Largest sample value, in the type of the samples.</summary>
    SMaxSampleValue = 341,

    /// <summary>JPEG tables that all blocks share (TIFF Technical Note 2).</summary>
    JpegTables = 347,

    /// <summary>Weights of red, green and blue in luminance.</summary>
    YCbCrCoefficients = 529,

    /// <summary>Pixels per chroma sample, horizontally and vertically.</summary>
    YCbCrSubSampling = 530,

    /// <summary>Position of chroma samples: 1 centred between their pixels, 2 on the first pixel.</summary>
    YCbCrPositioning = 531,

    /// <summary>Values that stand for black and for white in each component, in pairs.</summary>
    ReferenceBlackWhite = 532,

    /// <summary>Copyright notice; text.</summary>
    Copyright = 33432,

    /// <summary>Size of a pixel in CRS units: x, y, z (GeoTIFF).</summary>
    ModelPixelScale = 33550,

    /// <summary>Tie points, six numbers each: pixel i, j, k and CRS x, y, z (GeoTIFF).</summary>
    ModelTiepoint = 33922,

    /// <summary>Transform from pixels to the CRS, a 4 × 4 matrix, row by row (GeoTIFF).</summary>
    ModelTransformation = 34264,

    /// <summary>GeoKeys, which describe the CRS (<see cref="GeoKeyId"/>; GeoTIFF).</summary>
    GeoKeyDirectory = 34735,

    /// <summary>Floating-point values of GeoKeys (GeoTIFF).</summary>
    GeoDoubleParams = 34736,

    /// <summary>Text values of GeoKeys (GeoTIFF).</summary>
    GeoAsciiParams = 34737,

    /// <summary>GDAL's metadata of the file and of its bands; XML.</summary>
    GdalMetadata = 42112,

    /// <summary>GDAL's nodata value; text.</summary>
    GdalNoData = 42113,

    /// <summary>Coefficients of a rational polynomial camera model (RPC), 92 numbers.</summary>
    RpcCoefficient = 50844,

    /// <summary>Version of LERC, and the compression applied on top of it.</summary>
    LercParameters = 50674,
}

/// <summary>Which tags the header reader fetches.</summary>
internal static class TagIds
{
    /// <summary>True for the tags of the list above; the value of any other is kept only when it came along.</summary>
    public static bool HasMeaning(TagId id) => Enum.IsDefined(id);

    /// <summary>True for block offsets and byte counts, which are paged.</summary>
    public static bool IsBlockIndex(TagId id) =>
        id is TagId.StripOffsets or TagId.StripByteCounts or TagId.TileOffsets or TagId.TileByteCounts;

    /// <summary>True for tags without which the pixels still have their meaning.</summary>
    public static bool IsDescriptive(TagId id) =>
        id
            is TagId.DocumentName
                or TagId.ImageDescription
                or TagId.Make
                or TagId.Model
                or TagId.Software
                or TagId.DateTime
                or TagId.Artist
                or TagId.HostComputer
                or TagId.Copyright
                or TagId.SubIfds
                or TagId.GdalMetadata
                or TagId.GeoKeyDirectory
                or TagId.GeoDoubleParams
                or TagId.GeoAsciiParams;
}
