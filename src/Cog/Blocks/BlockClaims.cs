namespace Cog.Blocks;

/// <summary>
/// What one request finds of its blocks in the cache, and what it has to fetch, for itself and for all who ask meanwhile. Whatever it does
/// not supply is given up when it is disposed.
/// </summary>
internal sealed class BlockClaims : IDisposable
{
    private readonly BlockCache? _cache;
    private readonly Dictionary<int, (BlockKey Key, BlockEntry Entry)> _claimed = [];
    private CogException? _failure;

    private BlockClaims(BlockCache? cache) => _cache = cache;

    /// <summary>Blocks that are here, by position.</summary>
    public List<(int Position, byte[] Stored)> Known { get; } = [];

    /// <summary>Positions of blocks that must be fetched.</summary>
    public List<int> Missing { get; } = [];

    /// <summary>
    /// Blocks that another request fetches, by position. To be waited for only when all of <see cref="Missing"/> is done: another may be
    /// waiting for those.
    /// </summary>
    public List<(int Position, Task<byte[]?> Stored)> Awaited { get; } = [];

    /// <summary>Claims blocks.</summary>
    /// <param name="cache">Null: all are missing.</param>
    /// <param name="version">Their object; null when its version is not known: all are missing.</param>
    /// <param name="blocks">The request's blocks.</param>
    /// <param name="positions">Which of them.</param>
    public static BlockClaims Of(
        BlockCache? cache,
        ObjectVersion? version,
        IReadOnlyList<BlockAddress> blocks,
        IReadOnlyList<int> positions
    )
    {
        var claims = new BlockClaims(version is null ? null : cache);
        if (claims._cache is null)
        {
            claims.Missing.AddRange(positions);
            return claims;
        }

        lock (claims._cache.Claiming)
        {
            foreach (int i in positions)
            {
                claims.Claim(i, new(version!, blocks[i].Ifd.Index, blocks[i].Number));
            }
        }

        return claims;
    }

    /// <summary>Hands on a block that was fetched. Safe for concurrent calls, one a block.</summary>
    public void Supply(int position, ReadOnlyMemory<byte> stored, bool isVersionKnown)
    {
        if (Take(position) is { } claim)
        {
            _cache!.Supply(claim.Key, claim.Entry, stored, isVersionKnown);
        }
    }

    /// <summary>
    /// Says why what is still claimed will not be supplied. Only the source's failures are everybody's: limits, time and broken blocks are
    /// this request's own.
    /// </summary>
    public void Fail(Exception error) =>
        _failure = error
            is SourceNotFoundException
                or SourceAccessDeniedException
                or SourceChangedException
                or SourceTimeoutException
                or SourceUnavailableException
            ? (CogException)error
            : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (int position in _claimed.Keys.ToArray())
        {
            if (Take(position) is { } claim)
            {
                _cache!.Abandon(claim.Key, claim.Entry, _failure);
            }
        }
    }

    private void Claim(int position, BlockKey key)
    {
        BlockEntry entry = _cache!.Claim(key, out bool isNew);
        if (isNew)
        {
            _claimed.Add(position, (key, entry));
            Missing.Add(position);
        }
        else if (entry.Known is { } stored)
        {
            Known.Add((position, stored));
        }
        else
        {
            Awaited.Add((position, entry.Bytes));
        }
    }

    private (BlockKey Key, BlockEntry Entry)? Take(int position)
    {
        lock (_claimed)
        {
            return _claimed.Remove(position, out (BlockKey, BlockEntry) claim) ? claim : null;
        }
    }
}
