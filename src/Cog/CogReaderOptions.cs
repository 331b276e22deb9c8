using System.Buffers;
using Cog.Codecs;
using Cog.Resamplers;

namespace Cog;

/// <summary>How a file is read. Names and defaults are aiocogeo's where it has them.</summary>
public sealed record CogReaderOptions
{
    /// <summary>aiocogeo's defaults.</summary>
    public static CogReaderOptions Default { get; } = new();

    /// <summary>
    /// Records every read and every decoded block of all readers that are opened with these options (aiocogeo's <c>requests</c>); null
    /// records nothing.
    /// </summary>
    public ReadLog? ReadLog { get; init; }

    /// <summary>
    /// True: a source given to <see cref="CogReader.OpenAsync(IRangeSource, CogReaderOptions?, CancellationToken)"/> stays open when its
    /// reader is disposed.
    /// </summary>
    public bool LeaveOpen { get; init; }

    /// <summary>
    /// The client for http and https addresses. It is not disposed, and must not decompress responses. Null for one that all readers share.
    /// </summary>
    public HttpClient? HttpClient { get; init; }

    /// <summary>Bytes of the first read of a file.</summary>
    public int IngestedBytesAtOpen { get; init; } = 16_384;

    /// <summary>Bytes of each further read while the header is parsed.</summary>
    public int HeaderChunkSize { get; init; } = 16_384;

    /// <summary>
    /// Which overview serves a read: -1 (AUTO), GDAL's choice; or 0 (UPPER) … 100 (LOWER), aiocogeo's, from the finer to the coarser of
    /// two.
    /// </summary>
    public int ZoomLevelStrategy { get; init; } = OverviewSelector.Auto;

    /// <summary>Pixels outside the image are masked and filled; false makes reading them an error.</summary>
    public bool BoundlessRead { get; init; } = true;

    /// <summary>The sample value of pixels outside the image.</summary>
    public double BoundlessReadFillValue { get; init; }

    /// <summary>Two ranges are read as one when at most this many unwanted bytes lie between them.</summary>
    public int MergeGapBytes { get; init; } = 32_768;

    /// <summary>Ranges are never merged into one longer than this.</summary>
    public int MaxMergedBytes { get; init; } = 8 << 20;

    /// <summary>How many range reads one request has in flight at once.</summary>
    public int MaxConcurrentReads { get; init; } = 8;

    /// <summary>Keeps compressed blocks in memory for all readers that are given the same cache; null keeps none.</summary>
    public BlockCache? BlockCache { get; init; }

    /// <summary>Separates accounts in <see cref="BlockCache"/>: readers share a block only when their scopes are equal.</summary>
    public string BlockCacheScope { get; init; } = "";

    /// <summary>Bytes of block index pages that stay in memory for one open file.</summary>
    public int IndexMemoryBytes { get; init; } = 4 << 20;

    /// <summary>Limits on sizes and counts, against malformed and hostile files.</summary>
    public CogLimits Limits { get; init; } = CogLimits.Default;

    /// <summary>The codecs that decode blocks.</summary>
    internal BlockCodecs Codecs { get; init; } = BlockCodecs.Managed;

    /// <summary>The pool that buffers of decoded blocks and rasters are rented from.</summary>
    public MemoryPool<byte> Pool { get; init; } = MemoryPool<byte>.Shared;
}
