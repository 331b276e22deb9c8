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
