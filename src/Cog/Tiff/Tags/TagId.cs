namespace Cog;

/// <summary>
/// Tags that this reader gives a meaning: TIFF 6.0 and supplements, GeoTIFF 1.1 (OGC 19-008r4), GDAL. Any other number is kept, too.
/// </summary>
public enum TagId : ushort
{
    /// <summary>What the directory is: an overview, a page, a mask (<see cref="Cog.NewSubfileType"/>).</summary>
    NewSubfileType = 254,

    /// <summary>Its forerunner: 1 an image, 2 an overview, 3 a page.</summary>
    SubfileType = 255,

    /// <summary>Columns of the image.</summary>
    ImageWidth = 256,

    /// <summary>Rows of the image.</summary>
    ImageLength = 257,

    /// <summary>Bits of each sample of a pixel.</summary>
    BitsPerSample = 258,

    /// <summary>How blocks are compressed (<see cref="Cog.Compression"/>).</summary>
    Compression = 259,

    /// <summary>What samples mean: 0 and 1 grey, 2 RGB, 3 palette, 4 mask, 5 CMYK, 6 YCbCr, 8 CIE L*a*b*.</summary>
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

    /// <summary>Where row 0 and column 0 are shown: 1 is top left.</summary>
    Orientation = 274,

    /// <summary>Samples of a pixel, alpha among them.</summary>
    SamplesPerPixel = 277,

    /// <summary>Rows of a strip; the last may have fewer.</summary>
    RowsPerStrip = 278,

    /// <summary>Bytes of each strip, compressed.</summary>
    StripByteCounts = 279,

    /// <summary>The smallest sample.</summary>
    MinSampleValue = 280,

    /// <summary>The largest sample.</summary>
    MaxSampleValue = 281,

    /// <summary>Pixels for each <see cref="ResolutionUnit"/> along a row.</summary>
    XResolution = 282,

    /// <summary>Pixels for each <see cref="ResolutionUnit"/> along a column.</summary>
    YResolution = 283,

    /// <summary>1: the samples of a pixel side by side; 2: a plane for each.</summary>
    PlanarConfiguration = 284,

    /// <summary>Options of CCITT group 3 compression; bits.</summary>
    T4Options = 292,

    /// <summary>Options of CCITT group 4 compression; bits.</summary>
    T6Options = 293,

    /// <summary>Of the resolutions: 1 none, 2 inch, 3 centimetre.</summary>
    ResolutionUnit = 296,

    /// <summary>What wrote the file; text.</summary>
    Software = 305,

    /// <summary>When, as <c>YYYY:MM:DD HH:MM:SS</c>.</summary>
    DateTime = 306,

    /// <summary>Who made the image; text.</summary>
    Artist = 315,

    /// <summary>On which computer; text.</summary>
    HostComputer = 316,

    /// <summary>What was done to samples before compression: 1 nothing, 2 differences, 3 differences of floats by bytes.</summary>
    Predictor = 317,

    /// <summary>Chromaticity of white, x and y.</summary>
    WhitePoint = 318,

    /// <summary>The palette: all reds, then greens, then blues, of 16 bits each.</summary>
    ColorMap = 320,

    /// <summary>Columns of a tile.</summary>
    TileWidth = 322,

    /// <summary>Rows of a tile.</summary>
    TileLength = 323,

    /// <summary>Where each tile is, in bytes from the start of the file.</summary>
    TileOffsets = 324,

    /// <summary>Bytes of each tile, compressed.</summary>
    TileByteCounts = 325,

    /// <summary>Directories that belong to this one (TIFF Technical Note 1).</summary>
    SubIfds = 330,

    /// <summary>Inks of a separated image: 1 CMYK, 2 others.</summary>
    InkSet = 332,

    /// <summary>What samples beyond the colours mean (<see cref="ExtraSample"/>).</summary>
    ExtraSamples = 338,

    /// <summary>What samples are: 1 unsigned integers, 2 signed, 3 floating point, 5 and 6 complex.</summary>
    SampleFormat = 339,

    /// <summary>The smallest sample, as a sample.</summary>
    SMinSampleValue = 340,

    /// <summary>The largest sample, as a sample.</summary>
    SMaxSampleValue = 341,

    /// <summary>JPEG tables that all blocks share (TIFF Technical Note 2).</summary>
    JpegTables = 347,

    /// <summary>Shares of red, green and blue in luminance.</summary>
    YCbCrCoefficients = 529,

    /// <summary>Pixels for each chroma sample, across and down.</summary>
    YCbCrSubSampling = 530,

    /// <summary>Where chroma samples lie: 1 between pixels, 2 on the first.</summary>
    YCbCrPositioning = 531,

    /// <summary>Black and white of each colour, in pairs.</summary>
    ReferenceBlackWhite = 532,

    /// <summary>Who owns the image; text.</summary>
    Copyright = 33432,

    /// <summary>Size of a pixel in CRS units: x, y, z (GeoTIFF).</summary>
    ModelPixelScale = 33550,

    /// <summary>Pixels and their places in the CRS, six numbers each (GeoTIFF).</summary>
    ModelTiepoint = 33922,

    /// <summary>Pixel to CRS, a 4 × 4 matrix by rows (GeoTIFF).</summary>
    ModelTransformation = 34264,

    /// <summary>The keys of the CRS (<see cref="GeoKeyId"/>; GeoTIFF).</summary>
    GeoKeyDirectory = 34735,

    /// <summary>Their numbers (GeoTIFF).</summary>
    GeoDoubleParams = 34736,

    /// <summary>Their texts (GeoTIFF).</summary>
    GeoAsciiParams = 34737,

    /// <summary>Metadata of the file and its bands: GDAL's XML.</summary>
    GdalMetadata = 42112,

    /// <summary>The nodata value: GDAL's, as text.</summary>
    GdalNoData = 42113,

    /// <summary>Rational polynomial coefficients, 92 numbers.</summary>
    RpcCoefficient = 50844,

    /// <summary>Version of LERC, and the compression around it.</summary>
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
