using Cog.Header;
using Cog.Sources;

namespace Cog.Tiff;

/// <summary>Where an image's blocks are: offsets and byte counts, read page by page as blocks are asked for, never whole.</summary>
/// <remarks>
/// One for each directory, kept beside the header and shared by all requests for that version of the file; pages stay in memory, bounded.
/// A 400 MB index exists in the wild. Safe for concurrent calls.
/// </remarks>
public sealed class BlockIndex(CogHeader header, Ifd ifd, CogReaderOptions options)
{
    /// <summary>The directory this indexes.</summary>
    public Ifd Ifd => ifd;

    /// <summary>Finds blocks.</summary>
    /// <param name="source">Where pages that are not in memory are read from, with the header's ETag as If-Match.</param>
    /// <param name="blockNumbers">See <see cref="Ifd.BlockNumber"/>; in any order.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>One entry for each number, in the same order. A sparse block has length 0.</returns>
    public ValueTask<IReadOnlyList<BlockLocation>> LocateAsync(IRangeSource source, IReadOnlyList<long> blockNumbers, CancellationToken cancellationToken)
    {
        _ = (source, header, options);
        throw new NotImplementedException();
    }
}

/// <summary>Where one block's bytes are.</summary>
/// <param name="BlockNumber">Its number.</param>
/// <param name="Range">
/// The bytes to fetch. When <paramref name="HasLeader"/>, they start with the four-byte leader (GDAL's BLOCK_LEADER) and may end behind the block,
/// since the byte count was not read: the leader tells the length.
/// </param>
/// <param name="HasLeader">Whether <paramref name="Range"/> starts with a leader.</param>
public readonly record struct BlockLocation(long BlockNumber, ByteRange Range, bool HasLeader)
{
    /// <summary>A block that was never written: its pixels are nodata, else 0, and masked accordingly.</summary>
    public bool IsSparse => Range.Length == 0;
}
