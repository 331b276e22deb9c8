namespace Cog;

/// <summary>
/// All limits of the reader. A file or a request that exceeds one gets a <see cref="LimitExceededException"/> that names the property.
/// </summary>
/// <remarks>Declared sizes are compared with these, and with what the source holds, before anything is allocated.</remarks>
public sealed record CogLimits
{
    /// <summary>The limits of a reader that is given no others.</summary>
    public static CogLimits Default { get; } = new();

    /// <summary>Largest width and height of an image in pixels.</summary>
    public int MaxDimension { get; init; } = 100_000_000;

    /// <summary>Largest size of one decoded block in bytes.</summary>
    public int MaxBlockBytes { get; init; } = 256 << 20;

    /// <summary>
    /// Decoded bytes of a block for each compressed byte; 1032 is Deflate's own bound, runs of LZW and ZSTD reach further.
    /// </summary>
    public int MaxExpansionRatio { get; init; } = 200_000;

    /// <summary>Largest number of image file directories in the chain.</summary>
    public int MaxIfds { get; init; } = 512;

    /// <summary>Largest number of entries in one directory.</summary>
    public int MaxTagsPerIfd { get; init; } = 4096;

    /// <summary>Bytes of one tag's value; block offsets and byte counts do not count, they are paged.</summary>
    public int MaxTagBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of the XML of GDAL_METADATA. Parsed, many small items take several times as much memory.</summary>
    public int MaxXmlBytes { get; init; } = 4 << 20;

    /// <summary>Bytes read to parse one header, all directories together.</summary>
    public int MaxHeaderBytes { get; init; } = 32 << 20;

    /// <summary>
    /// Reads made to parse one header: each directory says where the next is, so that those of a file whose directories are far apart come
    /// one after the other.
    /// </summary>
    public int MaxHeaderReads { get; init; } = 256;

    /// <summary>
    /// Pages of block indexes read to find the blocks of one request, of 4096 bytes each: so many offsets or byte counts of 4 or 8 bytes.
    /// </summary>
    public int MaxIndexPagesPerRequest { get; init; } = 4096;

    /// <summary>Largest number of samples per pixel.</summary>
    public int MaxSamplesPerPixel { get; init; } = 65_535;

    /// <summary>Compressed bytes fetched for one request.</summary>
    public long MaxBytesPerRequest { get; init; } = 256L << 20;

    /// <summary>
    /// Blocks decoded for one request. A picture of a whole image without overviews needs all of them: 65,536 are 65,536² pixels in blocks
    /// of 256².
    /// </summary>
    public int MaxBlocksPerRequest { get; init; } = 65_536;

    /// <summary>
    /// Reads of blocks for one request, neighbours counted once: more of them than the time of a request has room for are refused before
    /// the first. A pixel of a planar file of so many bands takes one each.
    /// </summary>
    public int MaxReadsPerRequest { get; init; } = 16_384;

    /// <summary>Bytes of samples in one raster: an answer's, and as much of an image as is in memory at once to make it.</summary>
    public long MaxRasterBytes { get; init; } = 512L << 20;

    /// <summary>
    /// Time for reading a header, and for reading and decoding the blocks of one request. Beyond it a caller's cancellation token rules.
    /// </summary>
    public TimeSpan MaxTimePerRequest { get; init; } = TimeSpan.FromMinutes(5);
}
