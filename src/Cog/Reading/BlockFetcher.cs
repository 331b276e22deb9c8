using Cog.Header;
using Cog.Sources;
using Cog.Tiff;

namespace Cog.Reading;

/// <summary>One block that a request needs.</summary>
/// <param name="Ifd">Its directory: an image or a mask.</param>
/// <param name="Number">See <see cref="Ifd.BlockNumber"/>.</param>
/// <param name="DecodedBytes">What it decodes to.</param>
internal readonly record struct BlockAddress(Ifd Ifd, long Number, long DecodedBytes);

/// <summary>From block numbers to stored blocks: finds them, merges their ranges, reads those side by side, and hands each block on as soon as its range is there.</summary>
internal sealed class BlockFetcher(CogHeader header, BlockIndexes indexes, CogReaderOptions options)
{
    private readonly CogLimits _limits = options.Limits;

    /// <summary>Fetches blocks of any directories in one pass, so that an image block and its mask beside it cost one read.</summary>
    /// <param name="source">Where from; every read expects the header's version.</param>
    /// <param name="blocks">What to fetch.</param>
    /// <param name="decode">Is called once for each block, with its position in <paramref name="blocks"/> and its stored bytes (none: a sparse block), from several threads at once.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="LimitExceededException">Before anything is read.</exception>
    public async Task FetchAsync(IRangeSource source, IReadOnlyList<BlockAddress> blocks, Action<int, ReadOnlyMemory<byte>> decode, CancellationToken cancellationToken)
    {
        CheckBlocks(blocks);
        BlockLocation[] locations = await LocateAsync(source, blocks, cancellationToken).ConfigureAwait(false);
        List<RangeGroup> groups = Group(locations);
        CheckBytes(groups.Sum(g => (long)g.Range.Length));

        using var decoding = new SemaphoreSlim(DecodesAtOnce(blocks));
        foreach (int sparse in Enumerable.Range(0, blocks.Count).Where(i => locations[i].IsSparse))
        {
            decode(sparse, default);
        }

        if (groups is [var only])
        {
            await ReadGroupAsync(only, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Parallel.ForEachAsync(
            groups,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.MaxConcurrentReads), CancellationToken = cancellationToken },
            async (group, token) => await ReadGroupAsync(group, token).ConfigureAwait(false)).ConfigureAwait(false);

        async Task ReadGroupAsync(RangeGroup group, CancellationToken token)
        {
            RangeRead read = await source.ReadAsync(group.Range, header.ETag, token).ConfigureAwait(false);
            if (group.Blocks.Count == 1 || Environment.ProcessorCount == 1)
            {
                foreach (int i in group.Blocks)
                {
                    token.ThrowIfCancellationRequested();
                    await DecodeAsync(i, group.Range.Offset, read.Data, token).ConfigureAwait(false);
                }

                return;
            }

            await Parallel.ForEachAsync(
                group.Blocks,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token },
                async (i, inner) => await DecodeAsync(i, group.Range.Offset, read.Data, inner).ConfigureAwait(false)).ConfigureAwait(false);
        }

        async ValueTask DecodeAsync(int i, long offset, ReadOnlyMemory<byte> data, CancellationToken token)
        {
            ReadOnlyMemory<byte> stored = Stored(blocks[i], locations[i], offset, data)
                ?? await ReadByCountAsync(source, blocks[i], token).ConfigureAwait(false);
            CheckExpansion(blocks[i], stored.Length);
            await decoding.WaitAsync(token).ConfigureAwait(false);
            try
            {
                decode(i, stored);
            }
            finally
            {
                decoding.Release();
            }
        }
    }

    // Blocks in memory at the same time are no more than one may be that is as large as allowed.
    private int DecodesAtOnce(IReadOnlyList<BlockAddress> blocks) =>
        (int)Math.Clamp(_limits.MaxBlockBytes / blocks.Aggregate(1L, (largest, block) => Math.Max(largest, block.DecodedBytes)), 1, 1024);

    private async Task<BlockLocation[]> LocateAsync(IRangeSource source, IReadOnlyList<BlockAddress> blocks, CancellationToken cancellationToken)
    {
        var locations = new BlockLocation[blocks.Count];
        IEnumerable<Task> directories = Enumerable.Range(0, blocks.Count).GroupBy(i => blocks[i].Ifd).Select(async directory =>
        {
            int[] positions = [.. directory];
            IReadOnlyList<BlockLocation> found = await indexes[directory.Key]
                .LocateAsync(source, [.. positions.Select(i => blocks[i].Number)], cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < positions.Length; i++)
            {
                locations[positions[i]] = found[i];
            }
        });
        await Task.WhenAll(directories).ConfigureAwait(false);
        return locations;
    }

    private List<RangeGroup> Group(BlockLocation[] locations)
    {
        List<ByteRange> merged = RangeCoalescer.Coalesce(locations.Where(l => !l.IsSparse).Select(l => l.Range), options.MergeGapBytes, options.MaxMergedBytes);
        List<RangeGroup> groups = [.. merged.Select(m => new RangeGroup(m, []))];
        int group = 0;
        foreach (int i in Enumerable.Range(0, locations.Length).Where(i => !locations[i].IsSparse).OrderBy(i => locations[i].Range.Offset))
        {
            // A range is part of the last group that starts no later: that is how they were merged.
            while (group + 1 < groups.Count && groups[group + 1].Range.Offset <= locations[i].Range.Offset)
            {
                group++;
            }

            groups[group].Blocks.Add(i);
        }

        return groups;
    }

    /// <summary>A block's own bytes among those that were read; null when its leader does not tell the truth, since a writer that knows no leaders changed the file.</summary>
    private ReadOnlyMemory<byte>? Stored(BlockAddress block, BlockLocation location, long offset, ReadOnlyMemory<byte> data)
    {
        ReadOnlyMemory<byte> fetched = new ByteRange(location.Range.Offset - offset, location.Range.Length).Of(data);
        if (location.HasLeader)
        {
            return BlockLeader.Unwrap(fetched, header.Ghost.BlockTrailer);
        }

        return fetched.Length == location.Range.Length
            ? fetched
            : throw new InvalidTiffException(
                $"Block {block.Number} of directory {block.Ifd.Index} is {location.Range.Length} bytes at {location.Range.Offset}; the file ends after {fetched.Length} of them.");
    }

    private async Task<ReadOnlyMemory<byte>> ReadByCountAsync(IRangeSource source, BlockAddress block, CancellationToken cancellationToken)
    {
        IReadOnlyList<BlockLocation> found = await indexes[block.Ifd].LocateByCountsAsync(source, [block.Number], cancellationToken).ConfigureAwait(false);
        if (found[0].IsSparse)
        {
            return default;
        }

        CheckBytes(found[0].Range.Length);
        RangeRead read = await source.ReadAsync(found[0].Range, header.ETag, cancellationToken).ConfigureAwait(false);
        return Stored(block, found[0], found[0].Range.Offset, read.Data)!.Value;
    }

    private void CheckBlocks(IReadOnlyList<BlockAddress> blocks)
    {
        if (blocks.Count > _limits.MaxBlocksPerRequest)
        {
            throw new LimitExceededException($"The request needs {blocks.Count} blocks; {nameof(CogLimits.MaxBlocksPerRequest)} is {_limits.MaxBlocksPerRequest}.");
        }

        foreach (BlockAddress block in blocks)
        {
            if (block.DecodedBytes > _limits.MaxBlockBytes)
            {
                throw new LimitExceededException(
                    $"Block {block.Number} of directory {block.Ifd.Index} decodes to {block.DecodedBytes} bytes; {nameof(CogLimits.MaxBlockBytes)} is {_limits.MaxBlockBytes}.");
            }
        }
    }

    private void CheckBytes(long bytes)
    {
        if (bytes > _limits.MaxBytesPerRequest)
        {
            throw new LimitExceededException($"The request needs {bytes} bytes of the file; {nameof(CogLimits.MaxBytesPerRequest)} is {_limits.MaxBytesPerRequest}.");
        }
    }

    private void CheckExpansion(BlockAddress block, int stored)
    {
        if (stored > 0 && block.DecodedBytes > (long)_limits.MaxExpansionRatio * stored)
        {
            throw new LimitExceededException(
                $"Block {block.Number} of directory {block.Ifd.Index} is {stored} bytes for {block.DecodedBytes}; {nameof(CogLimits.MaxExpansionRatio)} is {_limits.MaxExpansionRatio}.");
        }
    }

    private sealed record RangeGroup(ByteRange Range, List<int> Blocks);
}
