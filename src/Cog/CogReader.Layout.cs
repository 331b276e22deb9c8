namespace Cog;

public sealed partial class CogReader
{
    /// <summary>Whether a directory is one of this file itself, not of the .ovr file beside it.</summary>
    internal bool Owns(Ifd ifd) => Header.Ifds.Contains(ifd);

    /// <summary>Blocks that the index of a directory has an entry for: no more than the image has.</summary>
    internal long CountIndexed(Ifd ifd) => Math.Min(_indexes[ifd].EntryCount, ifd.BlockCount);

    /// <summary>Where blocks of a directory of this file stand, as its index says, unchecked.</summary>
    /// <param name="ifd">One of this file: see <see cref="Owns"/>.</param>
    /// <param name="numbers">See <see cref="Ifd.BlockNumber"/>; in any order.</param>
    /// <param name="cancellationToken">Abandons the reads of the index.</param>
    /// <returns>Offsets and byte counts in the same order; 0 for a block that was never written, or that is beyond the index.</returns>
    /// <exception cref="CogException">The index cannot be read.</exception>
    internal ValueTask<(long[] Offsets, long[] Counts)> LocateBlocksAsync(
        Ifd ifd,
        IReadOnlyList<long> numbers,
        CancellationToken cancellationToken
    ) => _indexes[ifd].EntriesAsync(_source, numbers, cancellationToken);
}
