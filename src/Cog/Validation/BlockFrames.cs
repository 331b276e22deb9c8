using Cog.Sources;

namespace Cog.Validation;

/// <summary>The few bytes in front of blocks and behind them.</summary>
internal sealed class BlockFrames
{
    // Frames nearer than this come with one read: what lies between is a small block.
    private const int MaxGap = 8192;

    private readonly Dictionary<ByteRange, byte[]> _frames = [];

    /// <summary>Reads ranges, neighbours together, a few reads at once. One behind the end of the file is short, or empty.</summary>
    public static async Task<BlockFrames> ReadAsync(ValidatedFile file, IReadOnlyList<ByteRange> wanted, BlockAllowance allowance)
    {
        var frames = new BlockFrames();
        long end = file.Header.FileLength ?? long.MaxValue;
        foreach (ByteRange outside in wanted.Where(r => r.Offset >= end))
        {
            frames._frames[outside] = [];
        }

        List<ByteRange> merged = RangeCoalescer.Coalesce(
            wanted.Where(r => r.Offset < end),
            MaxGap,
            Math.Min(file.Options.MaxMergedBytes, 1 << 20)
        );
        ILookup<ByteRange, ByteRange> parts = Assign(merged, [.. wanted.Where(r => r.Offset < end)]);
        await Parallel
            .ForEachAsync(
                allowance.Take(merged),
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = Math.Max(1, file.Options.MaxConcurrentReads),
                    CancellationToken = allowance.Token,
                },
                async (range, token) =>
                {
                    RangeRead read = await file.Source.ReadAsync(range, file.Header.ETag, token).ConfigureAwait(false);
                    EntityTag.ThrowIfChanged(file.Source.Uri, file.Header.ETag, read.ETag);
                    foreach (ByteRange part in parts[range])
                    {
                        frames.Add(part, (part with { Offset = part.Offset - range.Offset }).Of(read.Data));
                    }
                }
            )
            .ConfigureAwait(false);
        return frames;
    }

    /// <summary>The bytes of one range; null when it was not among those wanted.</summary>
    public byte[]? At(long offset, int length) => _frames.GetValueOrDefault(new(offset, length));

    /// <summary>Keeps the bytes of one range; safe for concurrent calls.</summary>
    public void Add(ByteRange range, ReadOnlyMemory<byte> bytes)
    {
        lock (_frames)
        {
            _frames[range] = bytes.ToArray();
        }
    }

    /// <summary>The ranges of the frames of one block, as the file promises them; none of a block that was never written.</summary>
    /// <param name="promises">What the file promises.</param>
    /// <param name="offset">Where the block is.</param>
    /// <param name="count">How long it is.</param>
    public static IEnumerable<ByteRange> Promised(GhostArea promises, long offset, long count)
    {
        if (promises.BlockLeader && offset >= BlockLeader.ByteCount)
        {
            yield return new(offset - BlockLeader.ByteCount, BlockLeader.ByteCount);
        }

        if (promises.BlockTrailer && offset > 0 && count >= BlockLeader.ByteCount && count <= long.MaxValue - offset)
        {
            yield return new(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount);
        }
    }

    private static ILookup<ByteRange, ByteRange> Assign(List<ByteRange> merged, ByteRange[] wanted)
    {
        int group = 0;
        return wanted
            .OrderBy(r => r.Offset)
            .ToLookup(range =>
            {
                while (merged[group].End < range.End && group + 1 < merged.Count)
                {
                    group++;
                }

                return merged[group];
            });
    }
}
