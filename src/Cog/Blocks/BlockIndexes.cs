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

    /// <summary>Finds blocks of any directories; the indexes of several are read side by side.</summary>
    /// <param name="source">The file.</param>
    /// <param name="blocks">Which blocks.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>Where each is, in their order.</returns>
    public async Task<BlockLocation[]> LocateAsync(IRangeSource source, BlockAddress[] blocks, CancellationToken cancellationToken)
    {
        var locations = new BlockLocation[blocks.Length];
        IEnumerable<Task> directories = Enumerable
            .Range(0, blocks.Length)
            .GroupBy(i => blocks[i].Ifd)
            .Select(async directory =>
            {
                int[] positions = [.. directory];
                IReadOnlyList<BlockLocation> found = await this[directory.Key]
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
}
