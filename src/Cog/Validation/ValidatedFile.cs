using Cog.Blocks;

namespace Cog.Validation;

/// <summary>The file that is judged, and what several rules ask of it.</summary>
internal sealed record ValidatedFile(IRangeSource Source, CogHeader Header, CogReaderOptions Options)
{
    // Blocks looked at until one has data.
    private const int MaxSparseBlocks = 1 << 20;

    private const int BlocksAtOnce = 4096;

    /// <summary>The image and its overviews, in the order of the chain.</summary>
    public Ifd[] Images { get; } = [Header.Image, .. Header.Overviews];

    /// <summary>The first block's offset that is not 0, in row-major order; 0 when the image is sparse altogether.</summary>
    /// <param name="ifd">The directory.</param>
    /// <param name="across">How many blocks a row has.</param>
    /// <param name="down">How many rows there are.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<long> FirstDataOffsetAsync(Ifd ifd, int across, int down, CancellationToken cancellationToken)
    {
        var index = new BlockIndex(Header, ifd, Options);
        long count = Math.Min((long)across * down, MaxSparseBlocks);
        for (long first = 0, step = 1; first < count; first += step, step = BlocksAtOnce)
        {
            long[] numbers = new long[Math.Min(step, count - first)];
            for (int i = 0; i < numbers.Length; i++)
            {
                (long y, long x) = Math.DivRem(first + i, across);
                numbers[i] = ifd.BlockNumber((int)x, (int)y, plane: 0);
            }

            foreach (long offset in await index.OffsetsAsync(Source, numbers, cancellationToken).ConfigureAwait(false))
            {
                if (offset > 0)
                {
                    return offset;
                }
            }
        }

        return 0;
    }
}
