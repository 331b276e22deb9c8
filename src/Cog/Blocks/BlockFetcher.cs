using Cog.Sources;
using Cog.Tiff;

namespace Cog.Blocks;

/// <summary>One block that a request needs.</summary>
/// <param name="Ifd">Its directory: an image or a mask.</param>
/// <param name="Number">See <see cref="Ifd.BlockNumber"/>.</param>
/// <param name="DecodedBytes">What it decodes to.</param>
internal readonly record struct BlockAddress(Ifd Ifd, long Number, long DecodedBytes);

/// <summary>
/// From block numbers to stored blocks: takes those that are in memory, finds the others, merges their ranges, reads those side by side,
/// and hands each block on as soon as its range is there.
/// </summary>
/// <param name="header">The file.</param>
/// <param name="indexes">Its block indexes.</param>
/// <param name="options">Limits, merging, and the cache.</param>
/// <param name="log">Told of each block; null when nobody asks.</param>
internal sealed class BlockFetcher(CogHeader header, BlockIndexes indexes, CogReaderOptions options, ReadLog? log)
{
    private readonly CogLimits _limits = options.Limits;

    /// <summary>Fetches blocks of any directories in one pass, so that an image block and its mask beside it cost one read.</summary>
    /// <param name="source">Where from; every read expects the header's version.</param>
    /// <param name="blocks">What to fetch.</param>
    /// <param name="decode">Is called once for each block, with its position in <paramref name="blocks"/> and its stored bytes (none: a
    /// sparse block), from several threads at once.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="LimitExceededException">Before anything is read.</exception>
    /// <param name="budget">Of the request that these blocks are a part of; null when they are all of it.</param>
    public async Task FetchAsync(
        IRangeSource source,
        IReadOnlyList<BlockAddress> blocks,
        Action<int, ReadOnlyMemory<byte>, CancellationToken> decode,
        CancellationToken cancellationToken,
        RequestBudget? budget = null
    )
    {
        budget ??= new(_limits);
        budget.AddBlocks(blocks.Count);
        CheckBlocks(blocks);
        await TimeLimit
            .RunAsync(
                $"Reading {blocks.Count} blocks of {source.Uri}",
                _limits,
                token => FetchInTimeAsync(source, blocks, decode, budget, token),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task FetchInTimeAsync(
        IRangeSource source,
        IReadOnlyList<BlockAddress> blocks,
        Action<int, ReadOnlyMemory<byte>, CancellationToken> decode,
        RequestBudget budget,
        CancellationToken cancellationToken
    )
    {
        ObjectVersion? version = header.ETag is { } etag ? new(source.Uri, options.BlockCacheScope, etag) : null;
        using var decoding = new SemaphoreSlim(DecodesAtOnce(blocks));
        IReadOnlyList<int> wanted = [.. Enumerable.Range(0, blocks.Count)];
        while (wanted.Count > 0)
        {
            using var claims = BlockClaims.Of(options.BlockCache, version, blocks, wanted);
            try
            {
                await FetchMissingAsync(source, blocks, claims, DecodeAsync, budget, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                claims.Fail(error);
                throw;
            }

            wanted = await TakeAwaitedAsync(claims, DecodeAsync, cancellationToken).ConfigureAwait(false);
        }

        async ValueTask DecodeAsync(int i, ReadOnlyMemory<byte> stored, bool isFetched, CancellationToken token)
        {
            CheckExpansion(blocks[i], stored.Length);
            await decoding.WaitAsync(token).ConfigureAwait(false);
            try
            {
                decode(i, stored, token);
            }
            finally
            {
                decoding.Release();
            }

            log?.AddBlock(isFetched);
        }
    }

    private async Task FetchMissingAsync(
        IRangeSource source,
        IReadOnlyList<BlockAddress> blocks,
        BlockClaims claims,
        DecodeBlock decode,
        RequestBudget budget,
        CancellationToken cancellationToken
    )
    {
        BlockAddress[] missing = [.. claims.Missing.Select(i => blocks[i])];
        BlockLocation[] locations = await LocateAsync(source, missing, cancellationToken).ConfigureAwait(false);
        List<RangeGroup> groups = Group(locations);
        budget.AddBytes(groups.Sum(g => (long)g.Range.Length));

        // What needs no read is decoded while reads are under way. All are waited for, whichever fails: none may write into a raster that
        // is given back.
        Task reading = groups is [var only]
            ? ReadGroupAsync(only, cancellationToken)
            : Parallel.ForEachAsync(
                groups,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = Math.Max(1, options.MaxConcurrentReads),
                    CancellationToken = cancellationToken,
                },
                async (group, token) => await ReadGroupAsync(group, token).ConfigureAwait(false)
            );
        await Task.WhenAll(reading, DecodeKnownAsync()).ConfigureAwait(false);

        async Task DecodeKnownAsync()
        {
            await ForEachAsync(claims.Known, (known, token) => decode(known.Position, known.Stored, false, token), cancellationToken)
                .ConfigureAwait(false);
            foreach (int sparse in Enumerable.Range(0, missing.Length).Where(i => locations[i].IsSparse))
            {
                claims.Supply(claims.Missing[sparse], default, isVersionKnown: true);
                await decode(claims.Missing[sparse], default, false, cancellationToken).ConfigureAwait(false);
            }
        }

        async Task ReadGroupAsync(RangeGroup group, CancellationToken token)
        {
            RangeRead read = await ReadAsync(source, group.Range, token).ConfigureAwait(false);
            await ForEachAsync(group.Blocks, (i, inner) => TakeAsync(i, group.Range.Offset, read, inner), token).ConfigureAwait(false);
        }

        async ValueTask TakeAsync(int i, long offset, RangeRead read, CancellationToken token)
        {
            ReadOnlyMemory<byte>? stored = Stored(missing[i], locations[i], offset, read.Data);
            if (stored is null)
            {
                (stored, read) = await ReadByCountAsync(source, missing[i], budget, token).ConfigureAwait(false);
            }

            claims.Supply(claims.Missing[i], stored.Value, isVersionKnown: read.ETag is not null);
            await decode(claims.Missing[i], stored.Value, true, token).ConfigureAwait(false);
        }
    }

    /// <returns>Positions of blocks that whoever fetched them gave up.</returns>
    private static async Task<IReadOnlyList<int>> TakeAwaitedAsync(
        BlockClaims claims,
        DecodeBlock decode,
        CancellationToken cancellationToken
    )
    {
        var givenUp = new List<int>();
        foreach ((int position, Task<byte[]?> fetching) in claims.Awaited)
        {
            if (await fetching.WaitAsync(cancellationToken).ConfigureAwait(false) is { } stored)
            {
                await decode(position, stored, false, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                givenUp.Add(position);
            }
        }

        return givenUp;
    }

    private static async Task ForEachAsync<T>(
        IReadOnlyList<T> items,
        Func<T, CancellationToken, ValueTask> body,
        CancellationToken cancellationToken
    )
    {
        if (items.Count <= 1 || Environment.ProcessorCount == 1)
        {
            foreach (T item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await body(item, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await Parallel
            .ForEachAsync(
                items,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (item, token) => await body(item, token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
    }

    private async ValueTask<RangeRead> ReadAsync(IRangeSource source, ByteRange range, CancellationToken cancellationToken)
    {
        RangeRead read = await source.ReadAsync(range, header.ETag, cancellationToken).ConfigureAwait(false);
        EntityTag.ThrowIfChanged(source.Uri, header.ETag, read.ETag);
        return read;
    }

    // Blocks in memory at the same time are no more than one may be that is as large as allowed.
    private int DecodesAtOnce(IReadOnlyList<BlockAddress> blocks) =>
        (int)Math.Clamp(_limits.MaxBlockBytes / blocks.Aggregate(1L, (largest, block) => Math.Max(largest, block.DecodedBytes)), 1, 1024);

    private async Task<BlockLocation[]> LocateAsync(IRangeSource source, BlockAddress[] blocks, CancellationToken cancellationToken)
    {
        var locations = new BlockLocation[blocks.Length];
        IEnumerable<Task> directories = Enumerable
            .Range(0, blocks.Length)
            .GroupBy(i => blocks[i].Ifd)
            .Select(async directory =>
            {
                int[] positions = [.. directory];
                IReadOnlyList<BlockLocation> found = await indexes[directory.Key]
                    .LocateAsync(source, [.. positions.Select(i => blocks[i].Number)], cancellationToken)
                    .ConfigureAwait(false);
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
        List<ByteRange> merged = RangeCoalescer.Coalesce(
            locations.Where(l => !l.IsSparse).Select(l => l.Range),
            options.MergeGapBytes,
            options.MaxMergedBytes
        );
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

    /// <summary>
    /// A block's own bytes among those that were read; null when its leader does not tell the truth, since a writer that knows no leaders
    /// changed the file.
    /// </summary>
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
                $"Block {block.Number} of directory {block.Ifd.Index} is {location.Range.Length} bytes at {location.Range.Offset}; the "
                    + $"file ends after {fetched.Length} of them."
            );
    }

    private async Task<(ReadOnlyMemory<byte> Stored, RangeRead Read)> ReadByCountAsync(
        IRangeSource source,
        BlockAddress block,
        RequestBudget budget,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<BlockLocation> found = await indexes[block.Ifd]
            .LocateByCountsAsync(source, [block.Number], cancellationToken)
            .ConfigureAwait(false);
        if (found[0].IsSparse)
        {
            return (default, new(default, header.ETag, null));
        }

        budget.AddBytes(found[0].Range.Length);
        RangeRead read = await ReadAsync(source, found[0].Range, cancellationToken).ConfigureAwait(false);
        return (Stored(block, found[0], found[0].Range.Offset, read.Data)!.Value, read);
    }

    private void CheckBlocks(IReadOnlyList<BlockAddress> blocks)
    {
        foreach (BlockAddress block in blocks)
        {
            if (block.DecodedBytes > _limits.MaxBlockBytes)
            {
                throw new LimitExceededException(
                    $"Block {block.Number} of directory {block.Ifd.Index} decodes to {block.DecodedBytes} bytes; "
                        + $"{nameof(CogLimits.MaxBlockBytes)} is {_limits.MaxBlockBytes}.",
                    nameof(CogLimits.MaxBlockBytes)
                );
            }
        }
    }

    private void CheckExpansion(BlockAddress block, int stored)
    {
        if (stored > 0 && block.DecodedBytes > (long)_limits.MaxExpansionRatio * stored)
        {
            throw new LimitExceededException(
                $"Block {block.Number} of directory {block.Ifd.Index} is {stored} bytes for {block.DecodedBytes}; "
                    + $"{nameof(CogLimits.MaxExpansionRatio)} is {_limits.MaxExpansionRatio}.",
                nameof(CogLimits.MaxExpansionRatio)
            );
        }
    }

    private delegate ValueTask DecodeBlock(int position, ReadOnlyMemory<byte> stored, bool isFetched, CancellationToken cancellationToken);

    private sealed record RangeGroup(ByteRange Range, List<int> Blocks);
}
