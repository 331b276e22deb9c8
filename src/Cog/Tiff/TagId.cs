namespace Cog;

/// <summary>
/// Tags that this reader gives a meaning: TIFF 6.0 and supplements, GeoTIFF 1.1 (OGC 19-008r4), GDAL. Any other number is kept, too.
/// </summary>
public enum TagId : ushort
{
    NewSubfileType = 254,
    SubfileType = 255,
    ImageWidth = 256,
    ImageLength = 257,
    BitsPerSample = 258,
    Compression = 259,
    PhotometricInterpretation = 262,
    FillOrder = 266,
    DocumentName = 269,
    ImageDescription = 270,
    Make = 271,
    Model = 272,
    StripOffsets = 273,
    Orientation = 274,
    SamplesPerPixel = 277,
    RowsPerStrip = 278,
    StripByteCounts = 279,
    MinSampleValue = 280,
    MaxSampleValue = 281,
    XResolution = 282,
    YResolution = 283,
    PlanarConfiguration = 284,
    T4Options = 292,
    T6Options = 293,
    ResolutionUnit = 296,
    Software = 305,
    DateTime = 306,
    Artist = 315,
    HostComputer = 316,
    Predictor = 317,
    WhitePoint = 318,
    ColorMap = 320,
    TileWidth = 322,
    TileLength = 323,
    TileOffsets = 324,
    TileByteCounts = 325,
    SubIfds = 330,
    InkSet = 332,
    ExtraSamples = 338,
    SampleFormat = 339,
    SMinSampleValue = 340,
    SMaxSampleValue = 341,
    JpegTables = 347,
    YCbCrCoefficients = 529,
    YCbCrSubSampling = 530,
    YCbCrPositioning = 531,
    ReferenceBlackWhite = 532,
    Copyright = 33432,
    ModelPixelScale = 33550,
    ModelTiepoint = 33922,
    ModelTransformation = 34264,
    GeoKeyDirectory = 34735,
    GeoDoubleParams = 34736,
    GeoAsciiParams = 34737,
    GdalMetadata = 42112,
    GdalNoData = 42113,
    RpcCoefficient = 50844,
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
