using System.Buffers;
using Cog.Blocks;
using Cog.Codecs;
using Cog.Resamplers;

namespace Cog;

/// <summary>How a file is read. Names and defaults are aiocogeo's where it has them.</summary>
public sealed record CogReaderOptions
{
    public static CogReaderOptions Default { get; } = new();

    /// <summary>Bytes of the first read of a file.</summary>
    public int IngestedBytesAtOpen { get; init; } = 16_384;

    /// <summary>Bytes of each further read while the header is parsed.</summary>
    public int HeaderChunkSize { get; init; } = 16_384;

    /// <summary><see cref="OverviewSelector.Auto"/>, or 0 (UPPER) … 100 (LOWER). See <see cref="OverviewSelector"/>.</summary>
    public int ZoomLevelStrategy { get; init; } = OverviewSelector.Auto;

    /// <summary>Pixels outside the image are masked and filled; false makes reading them an error.</summary>
    public bool BoundlessRead { get; init; } = true;

    /// <summary>The value of such pixels.</summary>
    public double BoundlessReadFillValue { get; init; }

    /// <summary>Two ranges are read as one when at most this many unwanted bytes lie between them.</summary>
    public int MergeGapBytes { get; init; } = 32_768;

    /// <summary>Ranges are never merged into one longer than this.</summary>
    public int MaxMergedBytes { get; init; } = 8 << 20;

    /// <summary>Reads in flight at once, for one request.</summary>
    public int MaxConcurrentReads { get; init; } = 8;

    /// <summary>Stored blocks that stay in memory for all readers with the same one; null keeps none.</summary>
    public BlockCache? BlockCache { get; init; }

    /// <summary>Parts what <see cref="BlockCache"/> keeps of one object: what was read on one account is not shown on another.</summary>
    public string BlockCacheScope { get; init; } = "";

    /// <summary>Bytes of block index pages that stay in memory for one open file.</summary>
    public int IndexMemoryBytes { get; init; } = 4 << 20;

    public CogLimits Limits { get; init; } = CogLimits.Default;

    public BlockCodecs Codecs { get; init; } = BlockCodecs.Managed;

    /// <summary>Where decoded blocks and rasters are rented.</summary>
    public MemoryPool<byte> Pool { get; init; } = MemoryPool<byte>.Shared;
}
