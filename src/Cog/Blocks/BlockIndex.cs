namespace Cog.Blocks;

/// <summary>Where an image's blocks are: offsets and byte counts, read page by page as blocks are asked for, never whole.</summary>
/// <remarks>
/// One for each directory, kept beside the header and shared by all requests for that version of the file; pages stay in memory, bounded.
/// A 400 MB index exists in the wild. Safe for concurrent calls.
/// <para>
/// Where GDAL's ghost area promises leaders and row-major order, and the byte counts did not come with the header, they are not read: a
/// block ends before the next one's leader. With MASK_INTERLEAVED_WITH_IMAGERY the bytes of an image block are <c>leader, block, trailer,
/// leader, mask block, trailer</c>, so the mask's block starts at the image block's offset + size + 4 + 4, and one range up to the next
/// image block brings both: see <see cref="BlockLeader"/>. The mask directory has an index of its own that says the same.
/// </para>
/// </remarks>
internal sealed class BlockIndex
{
    // An unknown end this near costs less to read than one more round trip for the byte count.
    private const int CheapOverread = 64 << 10;

    private readonly CogHeader _header;
    private readonly CogReaderOptions _options;
    private readonly IndexArray? _offsets;
    private readonly IndexArray? _counts;

    /// <summary>The index of one directory, which keeps <see cref="CogReaderOptions.IndexMemoryBytes"/> of its own.</summary>
    public BlockIndex(CogHeader header, Ifd ifd, CogReaderOptions options)
        : this(header, ifd, options, new(options.IndexMemoryBytes)) { }

    internal BlockIndex(CogHeader header, Ifd ifd, CogReaderOptions options, IndexMemory memory)
    {
        (_header, Ifd, _options) = (header, ifd, options);
        _offsets = IndexArray.Find(ifd, memory, TagId.TileOffsets, TagId.StripOffsets);
        _counts = IndexArray.Find(ifd, memory, TagId.TileByteCounts, TagId.StripByteCounts);
    }

    /// <summary>The directory this indexes.</summary>
    public Ifd Ifd { get; }

    /// <summary>Finds blocks.</summary>
    /// <param name="source">Where pages that are not in memory are read from, with the header's ETag as If-Match.</param>
    /// <param name="blockNumbers">See <see cref="Ifd.BlockNumber"/>; in any order.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>One entry for each number, in the same order. A sparse block has length 0.</returns>
    /// <exception cref="InvalidTiffException">The index ends before a block, or the file before its bytes.</exception>
    /// <exception cref="LimitExceededException">A block is said to take more than <see cref="CogLimits.MaxBlockBytes"/>.</exception>
    public ValueTask<IReadOnlyList<BlockLocation>> LocateAsync(
        IRangeSource source,
        IReadOnlyList<long> blockNumbers,
        CancellationToken cancellationToken
    ) => LocateAsync(source, blockNumbers, UsesLeaders, cancellationToken);

    /// <summary>Finds blocks by their byte counts alone: for one whose leader turned out to be wrong.</summary>
    public ValueTask<IReadOnlyList<BlockLocation>> LocateByCountsAsync(
        IRangeSource source,
        IReadOnlyList<long> blockNumbers,
        CancellationToken cancellationToken
    ) => LocateAsync(source, blockNumbers, byLeader: false, cancellationToken);

    /// <summary>Offsets as stored, 0 for sparse blocks.</summary>
    internal async ValueTask<long[]> OffsetsAsync(
        IRangeSource source,
        IReadOnlyList<long> blockNumbers,
        CancellationToken cancellationToken
    )
    {
        IndexArray offsets = Offsets;
        IndexPages pages = await IndexPages
            .LoadAsync(source, _header, _options, [(offsets, blockNumbers)], cancellationToken)
            .ConfigureAwait(false);
        return [.. blockNumbers.Select(n => pages.Get(offsets, n))];
    }

    /// <summary>Offsets and byte counts as stored, unchecked; 0 where an array ends early or is not there.</summary>
    internal async ValueTask<(long[] Offsets, long[] Counts)> EntriesAsync(
        IRangeSource source,
        IReadOnlyList<long> blockNumbers,
        CancellationToken cancellationToken
    )
    {
        IndexArray offsets = Offsets;
        long[] withOffset = [.. blockNumbers.Where(n => n < offsets.Count)],
            withCount = [.. blockNumbers.Where(n => n < (_counts?.Count ?? 0))];
        (IndexArray, IReadOnlyList<long>)[] wanted = _counts is null
            ? [(offsets, withOffset)]
            : [(offsets, withOffset), (_counts, withCount)];
        IndexPages pages = await IndexPages.LoadAsync(source, _header, _options, wanted, cancellationToken).ConfigureAwait(false);
        return (
            [.. blockNumbers.Select(n => n < offsets.Count ? pages.Get(offsets, n) : 0)],
            [.. blockNumbers.Select(n => n < (_counts?.Count ?? 0) ? pages.Get(_counts!, n) : 0)]
        );
    }

    /// <summary>
    /// How many blocks the index has an offset for: no more than the image has, and fewer in a file that claims an image larger than
    /// itself.
    /// </summary>
    internal long EntryCount => _offsets?.Count ?? 0;

    /// <summary>False in a file that leaves out its byte counts, which TIFF 6.0 allows for a block that is not compressed.</summary>
    internal bool HasByteCounts => _counts is not null;

    /// <summary>True when blocks are found without a read.</summary>
    internal bool IsInMemory => _offsets is not { IsInMemory: false } && (UsesLeaders || _counts is not { IsInMemory: false });

    private IndexArray Offsets =>
        _offsets ?? throw new InvalidTiffException($"Directory {Ifd.Index} has neither TileOffsets nor StripOffsets.");

    private bool UsesLeaders => _header.Ghost is { BlockLeader: true, BlocksRowMajor: true } && _counts is { IsInMemory: false };

    private async ValueTask<IReadOnlyList<BlockLocation>> LocateAsync(
        IRangeSource source,
        IReadOnlyList<long> blockNumbers,
        bool byLeader,
        CancellationToken cancellationToken
    )
    {
        IndexArray offsets = Offsets;
        foreach (long number in blockNumbers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number, nameof(blockNumbers));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Ifd.BlockCount, nameof(blockNumbers));
        }

        // Without byte counts, a block ends where the next one begins.
        bool byNext = byLeader || _counts is null;
        IReadOnlyList<long> wanted = byNext
            ? [.. blockNumbers, .. blockNumbers.Select(n => n + 1).Where(n => n < offsets.Count)]
            : blockNumbers;
        (IndexArray, IReadOnlyList<long>)[] first = byNext ? [(offsets, wanted)] : [(offsets, wanted), (_counts!, wanted)];
        IndexPages pages = await IndexPages.LoadAsync(source, _header, _options, first, cancellationToken).ConfigureAwait(false);

        var locations = new BlockLocation[blockNumbers.Count];
        List<int>? unknown = null;
        for (int i = 0; i < locations.Length; i++)
        {
            long number = blockNumbers[i];
            BlockLocation? location =
                !byNext ? ByCount(pages, number)
                : byLeader ? ByLeader(pages, number)
                : ByNextOffset(pages, number);
            if (location is { } known)
            {
                locations[i] = known;
            }
            else
            {
                (unknown ??= []).Add(i);
            }
        }

        if (unknown is not null)
        {
            long[] numbers = [.. unknown.Select(i => blockNumbers[i])];
            pages = await IndexPages
                .LoadAsync(source, _header, _options, [(offsets, numbers), (_counts!, numbers)], cancellationToken)
                .ConfigureAwait(false);
            foreach (int i in unknown)
            {
                locations[i] = ByCount(pages, blockNumbers[i]);
            }
        }

        return locations;
    }

    private BlockLocation ByCount(IndexPages pages, long number)
    {
        long offset = pages.Get(Offsets, number);
        long count = offset == 0 ? 0 : pages.Get(_counts!, number);
        if (count > _options.Limits.MaxBlockBytes)
        {
            throw _header.FileLength < count
                ? PastTheEnd(number, offset, count)
                : LimitExceededException.Of($"Block {number} takes {count} bytes", _options.Limits.MaxBlockBytes);
        }

        return Checked(number, offset, count, hasLeader: false);
    }

    /// <returns>Null when the block's end is too uncertain, and the byte count is needed after all.</returns>
    private BlockLocation? ByLeader(IndexPages pages, long number)
    {
        long offset = pages.Get(Offsets, number);
        if (offset == 0)
        {
            return new(number, default, HasLeader: false);
        }

        if (offset < BlockLeader.ByteCount || offset > (_header.FileLength ?? long.MaxValue))
        {
            return null; // ByCount will say so.
        }

        long most = MaxStoredBytes(number) + (2 * BlockLeader.ByteCount);
        if (_header.Ghost.MaskInterleaved)
        {
            most += MostMaskBytes;
        }

        long? next = pages.NextOffset(Offsets, number);
        if (next <= offset)
        {
            return null; // Not in row-major order: who wrote this did not keep the promise.
        }

        if (next is null && most > CheapOverread)
        {
            return null;
        }

        long start = offset - BlockLeader.ByteCount;
        long end = Math.Min(next - BlockLeader.ByteCount ?? long.MaxValue, start + most);
        end = Math.Min(end, _header.FileLength ?? long.MaxValue);
        return end - start <= int.MaxValue ? new(number, new(start, (int)(end - start)), HasLeader: true) : null;
    }

    // libtiff's estimate for files without byte counts (EstimateStripByteCounts): what the samples take, or up to the next block.
    private BlockLocation ByNextOffset(IndexPages pages, long number)
    {
        long offset = pages.Get(Offsets, number);
        if (offset == 0)
        {
            return new(number, default, HasLeader: false);
        }

        if (Ifd.Compression == Compression.None && Ifd.Photometric != PhotometricInterpretation.YCbCr)
        {
            return Checked(number, offset, LayoutOf(number).ByteCount, hasLeader: false);
        }

        long end = pages.NextOffset(Offsets, number) is { } next && next > offset ? next : _header.FileLength ?? long.MaxValue;
        return Checked(number, offset, Math.Clamp(end - offset, 0, MaxStoredBytes(number)), hasLeader: false);
    }

    private BlockLocation Checked(long number, long offset, long count, bool hasLeader)
    {
        if (offset == 0 || count == 0)
        {
            return new(number, default, HasLeader: false);
        }

        if (
            count < 0
            || offset < 0
            || count > int.MaxValue
            || offset > (_header.FileLength ?? long.MaxValue - count) - (_header.FileLength is null ? 0 : count)
        )
        {
            throw PastTheEnd(number, offset, count);
        }

        return new(number, new(offset, (int)count), hasLeader);
    }

    private InvalidTiffException PastTheEnd(long number, long offset, long count) =>
        new(
            $"Block {number} of directory {Ifd.Index} is said to have {count} bytes at {offset}; the file has "
                + $"{_header.FileLength?.ToString() ?? "fewer"}."
        );

    private BlockLayout LayoutOf(long number) => Ifd.LayoutOf((int)(number / Ifd.BlocksAcross % Ifd.BlocksDown));

    // Codecs may make data longer: LZW by half at worst.
    private long MaxStoredBytes(long number) => Math.Min(Ifd.WholeLayout.ByteCount, _options.Limits.MaxBlockBytes) / 2 * 3 + 1024;

    // One bit a pixel, in GDAL's files.
    private long MostMaskBytes => ((long)Ifd.BlockWidth * Ifd.BlockHeight / 8) + 1024;
}

/// <summary>Where one block's bytes are.</summary>
/// <param name="BlockNumber">Its number.</param>
/// <param name="Range"> The bytes to fetch. When <paramref name="HasLeader"/>, they start with the four-byte leader (GDAL's BLOCK_LEADER)
/// and may end behind the block, or before it does, since the byte count was not read: the leader tells the length. See
/// <see cref="BlockLeader"/>.
/// </param>
/// <param name="HasLeader">Whether <paramref name="Range"/> starts with a leader.</param>
internal readonly record struct BlockLocation(long BlockNumber, ByteRange Range, bool HasLeader)
{
    /// <summary>A block that was never written: its pixels are nodata, else 0, and masked accordingly.</summary>
    public bool IsSparse => Range.Length == 0;
}
