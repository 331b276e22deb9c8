using System.Collections.Concurrent;

namespace Cog.Blocks;

/// <summary>
/// The block index of every directory of an open file, made when first asked for and shared by all its readers; their pages in memory are
/// bounded together.
/// </summary>
internal sealed class BlockIndexes(CogHeader header, CogReaderOptions options)
{
    private readonly ConcurrentDictionary<int, BlockIndex> _indexes = new();
    private readonly IndexMemory _memory = new(options.IndexMemoryBytes);

    /// <summary>What their pages in memory take.</summary>
    public long ByteCount => _memory.ByteCount;

    /// <summary>The index of one directory of the header.</summary>
    public BlockIndex this[Ifd ifd] =>
        _indexes.GetOrAdd(
            ifd.Index,
            static (_, own) => new(own.header, own.ifd, own.options, own._memory),
            (header, ifd, options, _memory)
        );
}
