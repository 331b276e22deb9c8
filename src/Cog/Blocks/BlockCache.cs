using Cog.Blocks;

namespace Cog;

/// <summary>
/// Blocks as stored, in memory, for all readers that are given it in <see cref="CogReaderOptions.BlockCache"/>: what one request fetched,
/// the next finds, whatever ranges they were fetched in.
/// </summary>
/// <remarks>
/// A block is kept by its object, the object's version, directory and number; nothing is kept of an object whose source states no version.
/// Requests that need a block at the same time share one fetch: where the source fails, it fails for all of them; where only the one that
/// fetches is at an end, another of them fetches. A request that finds all its blocks here reads nothing, and so learns nothing of an
/// overwritten object: how old such an answer may be is for the caller to say. Safe for concurrent calls.
/// </remarks>
public sealed class BlockCache
{
    // Of one entry: key, nodes of table and list, task, the array's header.
    private const int OverheadBytes = 320;

    private readonly ByteBoundedLru<BlockKey, BlockEntry> _entries;

    /// <summary>Creates an empty cache.</summary>
    /// <param name="maxBytes">Limit in bytes for blocks and bookkeeping together.</param>
    public BlockCache(long maxBytes) => _entries = new(maxBytes);

    /// <summary>Limit in bytes.</summary>
    public long MaxBytes => _entries.MaxBytes;

    /// <summary>Bytes in use.</summary>
    public long ByteCount => _entries.ByteCount;

    /// <summary>Blocks that are in memory or being fetched.</summary>
    public int Count => _entries.Count;

    /// <summary>
    /// Held by one request while it claims all its blocks: two that claimed in turn would each fetch every other one, in many small reads.
    /// </summary>
    internal Lock Claiming { get; } = new();

    /// <summary>
    /// The block, here or on its way; a new one where there is none, which the caller must <see cref="Supply"/> or <see cref="Abandon"/>.
    /// </summary>
    internal BlockEntry Claim(BlockKey key, out bool isNew)
    {
        var candidate = new BlockEntry();
        BlockEntry entry = _entries.GetOrAdd(key, candidate);
        isNew = entry == candidate;
        return entry;
    }

    /// <summary>Keeps a claimed block and hands it to all who wait for it.</summary>
    /// <param name="key">The block.</param>
    /// <param name="entry">From <see cref="Claim"/>.</param>
    /// <param name="stored">Its bytes; none for one that was never written. They are copied, so that no long read is held on to.</param>
    /// <param name="isVersionKnown">False: its source did not say which version this is, and it is not kept.</param>
    internal void Supply(BlockKey key, BlockEntry entry, ReadOnlyMemory<byte> stored, bool isVersionKnown)
    {
        byte[] copy = stored.ToArray();
        if (!isVersionKnown || !_entries.SetSize(key, entry, copy.Length + OverheadBytes))
        {
            _entries.Remove(key, entry);
        }

        entry.Supply(copy);
    }

    /// <summary>Gives up a claimed block.</summary>
    /// <param name="key">The block.</param>
    /// <param name="entry">From <see cref="Claim"/>.</param>
    /// <param name="failure">Why; null when that concerns no other request.</param>
    internal void Abandon(BlockKey key, BlockEntry entry, CogException? failure)
    {
        _entries.Remove(key, entry);
        entry.Abandon(failure);
    }
}
