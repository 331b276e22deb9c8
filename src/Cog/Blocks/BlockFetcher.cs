using Cog.Codecs;
using Cog.Sources;

namespace Cog.Blocks;

/// <summary>
/// From block numbers to stored blocks: takes those that are in memory, finds the others, merges their ranges, reads those side by side,
/// and hands each block on as soon as its range is there.
/// </summary>
/// <param name="source">The file; every read expects the header's version.</param>
/// <param name="header">Its header.</param>
/// <param name="indexes">Its block indexes.</param>
/// <param name="options">Limits, merging, and the cache.</param>
/// <param name="log">Told of each block; null when nobody asks.</param>
internal sealed class BlockFetcher(IRangeSource source, CogHeader header, BlockIndexes indexes, CogReaderOptions options, ReadLog? log)
{
    private readonly CogLimits _limits = options.Limits;

    /// <summary>Fetches blocks of any directories in one pass, so that an image block and its mask beside it cost one read.</summary>
    /// <param name="blocks">What to fetch.</param>
    /// <param name="decode">Is called once for each block, with its position in <paramref name="blocks"/> and its stored bytes (none: a
    /// sparse block), from several threads at once.</param>
    /// <param name="budget">Of the request that these blocks are a part of; null when they are all of it.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="LimitExceededException">Before anything is read.</exception>
    public async Task FetchAsync(
        IReadOnlyList<BlockAddress> blocks,
        Action<int, ReadOnlyMemory<byte>, CancellationToken> decode,
        RequestBudget? budget,
        CancellationToken cancellationToken
    )
    {
        budget ??= new(_limits);
        budget.AddBlocks(blocks.Count);
        ThrowIfTooLarge(blocks);
        log?.Plan(blocks.Count);
        await TimeLimit
            .RunAsync(
                $"Reading {blocks.Count} blocks of {SourceName.Of(source.Uri)}",
                _limits,
                token => FetchInTimeAsync(blocks, decode, budget, token),
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>Refuses blocks that are too short for what they must decode to, from the index alone.</summary>
    /// <param name="blocks">Of one request.</param>
    /// <param name="cancellationToken">Abandons the reads of the index.</param>
    /// <exception cref="InvalidTiffException">One of them cannot be as large as it is said to be.</exception>
    public async Task ThrowIfTooShortAsync(IReadOnlyList<BlockAddress> blocks, CancellationToken cancellationToken)
    {
        ThrowIfTooLarge(blocks);
        BlockLocation[] locations = await TimeLimit
            .RunAsync(
                $"Finding {blocks.Count} blocks of {SourceName.Of(source.Uri)}",
                _limits,
                token => indexes.LocateAsync(source, [.. blocks], token),
                cancellationToken
            )
            .ConfigureAwait(false);
        foreach ((BlockAddress block, BlockLocation location) in blocks.Zip(locations).Where(b => !b.Second.IsSparse))
        {
            Ifd ifd = block.Ifd;
            block.ThrowIfExpanded(location.Range.Length, _limits);
            BlockMemory.ThrowIfTooShort(location.Range.Length, ifd.LayoutOf((int)(block.Number / ifd.BlocksAcross % ifd.BlocksDown)));
        }
    }

    private async Task FetchInTimeAsync(
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
                await FetchMissingAsync(blocks, claims, DecodeAsync, budget, cancellationToken).ConfigureAwait(false);
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
            blocks[i].ThrowIfExpanded(stored.Length, _limits);
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
        IReadOnlyList<BlockAddress> blocks,
        BlockClaims claims,
        DecodeBlock decode,
        RequestBudget budget,
        CancellationToken cancellationToken
    )
    {
        BlockAddress[] missing = [.. claims.Missing.Select(i => blocks[i])];
        BlockLocation[] locations = await indexes.LocateAsync(source, missing, cancellationToken).ConfigureAwait(false);
        List<RangeGroup> groups = RangeGroup.Of(locations, options.MergeGapBytes, options.MaxMergedBytes);
        budget.AddReads(groups.Count);
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
            RangeRead read = await ReadAsync(group.Range, token).ConfigureAwait(false);
            await ForEachAsync(group.Blocks, (i, inner) => TakeAsync(i, group.Range.Offset, read, inner), token).ConfigureAwait(false);
        }

        async ValueTask TakeAsync(int i, long offset, RangeRead read, CancellationToken token)
        {
            ReadOnlyMemory<byte>? stored = Stored(missing[i], locations[i], offset, read.Data);
            if (stored is null)
            {
                (stored, read) = await ReadByCountAsync(missing[i], budget, token).ConfigureAwait(false);
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

    private async ValueTask<RangeRead> ReadAsync(ByteRange range, CancellationToken cancellationToken)
    {
        RangeRead read = await source.ReadAsync(range, header.ETag, cancellationToken).ConfigureAwait(false);
        EntityTag.ThrowIfChanged(source.Uri, header.ETag, read.ETag);
        return read;
    }

    // Blocks in memory at the same time are no more than one may be that is as large as allowed.
    private int DecodesAtOnce(IReadOnlyList<BlockAddress> blocks) =>
        (int)Math.Clamp(_limits.MaxBlockBytes / blocks.Aggregate(1L, (largest, block) => Math.Max(largest, block.DecodedBytes)), 1, 1024);

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
        RangeRead read = await ReadAsync(found[0].Range, cancellationToken).ConfigureAwait(false);
        return (Stored(block, found[0], found[0].Range.Offset, read.Data)!.Value, read);
    }

    private void ThrowIfTooLarge(IReadOnlyList<BlockAddress> blocks)
    {
        foreach (BlockAddress block in blocks)
        {
            block.ThrowIfTooLarge(_limits);
        }
    }

    private delegate ValueTask DecodeBlock(int position, ReadOnlyMemory<byte> stored, bool isFetched, CancellationToken cancellationToken);
}
