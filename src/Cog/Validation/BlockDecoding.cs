using Cog.Codecs;
using Cog.Sources;

namespace Cog.Validation;

/// <summary>
/// Reads blocks, neighbours together, decodes each with its checksum, and keeps nothing but what is wrong with them. Memory is bounded,
/// whatever their number.
/// </summary>
/// <param name="file">Its source counts what is read.</param>
/// <param name="promises">Whether blocks have leaders and trailers, which are read along.</param>
/// <param name="allowance">Ends it.</param>
internal sealed class BlockDecoding(ValidatedFile file, GhostArea promises, BlockAllowance allowance)
{
    // Stored blocks in memory at once.
    private const long MaxBytesInFlight = 64 << 20;

    private readonly Lock _gate = new();
    private readonly List<BlockProblem> _problems = [];
    private long _looked;

    /// <summary>Problems listed for each directory; more of them are counted.</summary>
    public int MaxListed { get; init; } = 20;

    /// <summary>
    /// Whether leaders and trailers that are not as promised are problems here; false where they are judged by another rule.
    /// </summary>
    public bool ChecksFrames { get; init; }

    /// <summary>Blocks looked at.</summary>
    public long Looked => _looked;

    /// <summary>What is wrong, directory by directory.</summary>
    public IReadOnlyList<BlockProblem> Problems => _problems;

    /// <summary>Looks at blocks of one directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="entries">Their places, as the index says.</param>
    /// <returns>The leaders and trailers of those that were read.</returns>
    public async Task<BlockFrames> RunAsync(CheckedDirectory directory, BlockEntries entries)
    {
        var frames = new BlockFrames();
        var wanted = new List<(int Index, ByteRange Range)>();
        var wrong = new List<(long Number, CogException Error)>();
        int count = allowance.TakeBlocks(entries.Numbers.Length);
        for (int i = 0; i < count; i++)
        {
            if (entries.Offsets[i] == 0 || entries.Counts[i] == 0)
            {
                _looked++; // Never written.
                file.Options.ReadLog?.AddBlock(isFetched: false);
            }
            else if (Refusal(directory.Ifd, entries, i) is { } refusal)
            {
                _looked++;
                wrong.Add((entries.Numbers[i], refusal));
                new FramedBlock(entries.Offsets[i], default, frames).Keep(entries.Offsets[i], entries.Counts[i], promises);
            }
            else
            {
                wanted.Add((i, WithFrame(entries.Offsets[i], entries.Counts[i])));
            }
        }

        CogReaderOptions options = file.Options;
        List<ByteRange> merged = RangeCoalescer.Coalesce(wanted.Select(w => w.Range), options.MergeGapBytes, options.MaxMergedBytes);
        ILookup<ByteRange, (int Index, ByteRange Range)> parts = Assign(merged, wanted);
        List<ByteRange> allowed = allowance.Take(merged);
        long largest = allowed.Aggregate(1L, (most, range) => Math.Max(most, range.Length));
        using var decoding = new SemaphoreSlim(
            (int)Math.Clamp(options.Limits.MaxBlockBytes / Math.Max(1, directory.Ifd.LayoutOf(0).ByteCount), 1, Environment.ProcessorCount)
        );
        var reads = new ParallelOptions
        {
            MaxDegreeOfParallelism = (int)Math.Clamp(MaxBytesInFlight / largest, 1, Math.Max(1, options.MaxConcurrentReads)),
            CancellationToken = allowance.Token,
        };
        try
        {
            await Parallel.ForEachAsync(allowed, reads, ReadAsync).ConfigureAwait(false);
        }
        finally
        {
            // Blocks are decoded in any order, and told of in that of their numbers.
            foreach ((long number, CogException error) in wrong.OrderBy(w => w.Number))
            {
                Add(directory, number, error);
            }
        }

        return frames;

        async ValueTask ReadAsync(ByteRange range, CancellationToken token)
        {
            RangeRead read = await file.Source.ReadAsync(range, file.Header.ETag, token).ConfigureAwait(false);
            EntityTag.ThrowIfChanged(file.Source.Uri, file.Header.ETag, read.ETag);
            await Parallel
                .ForEachAsync(
                    parts[range],
                    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token },
                    async (part, inner) =>
                    {
                        await decoding.WaitAsync(inner).ConfigureAwait(false);
                        try
                        {
                            ReadOnlyMemory<byte> bytes = (part.Range with { Offset = part.Range.Offset - range.Offset }).Of(read.Data);
                            if (Look(directory, entries, part.Index, new(part.Range.Offset, bytes, frames)) is { } error)
                            {
                                lock (_gate)
                                {
                                    wrong.Add((entries.Numbers[part.Index], error));
                                }
                            }
                        }
                        finally
                        {
                            decoding.Release();
                        }
                    }
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>Writes down what is wrong with a block, or, without a number, with a directory.</summary>
    public void Add(CheckedDirectory directory, long? number, CogException error)
    {
        if (directory.Problems++ < MaxListed)
        {
            _problems.Add(new(number is { } block ? $"{directory.Place}, {directory.NameOf(block)}" : directory.Place, error));
            directory.Last = _problems.Count - 1;
        }
        else
        {
            _problems[directory.Last] = _problems[directory.Last] with { Others = _problems[directory.Last].Others + 1 };
        }
    }

    private CogException? Look(CheckedDirectory directory, BlockEntries entries, int i, FramedBlock block)
    {
        (long number, long offset, long count) = (entries.Numbers[i], entries.Offsets[i], entries.Counts[i]);
        block.Keep(offset, count, promises);
        Interlocked.Increment(ref _looked);
        file.Options.ReadLog?.AddBlock(isFetched: true);
        try
        {
            ReadOnlyMemory<byte> stored = block.At(offset, (int)count);
            if (stored.Length < count)
            {
                return new InvalidTiffException(
                    $"It is said to have {count} bytes at {offset}; the file ends after {stored.Length} of them."
                );
            }

            if (ChecksFrames)
            {
                CheckFrame(block, offset, count);
            }

            Decode(directory.Ifd, number, stored.Span, allowance.Token);
            return null;
        }
        catch (CogException error) when (error is InvalidTiffException or UnsupportedTiffException or LimitExceededException)
        {
            return error;
        }
    }

    private void CheckFrame(FramedBlock block, long offset, long count)
    {
        if (
            promises.BlockLeader
            && block.At(offset - BlockLeader.ByteCount, BlockLeader.ByteCount) is { Length: BlockLeader.ByteCount } leader
            && BinaryPrimitives.ReadUInt32LittleEndian(leader.Span) is var said
            && said != count
        )
        {
            throw new InvalidTiffException($"Its leader says {said} bytes, the index {count}.");
        }

        if (
            promises.BlockTrailer
            && count >= BlockLeader.ByteCount
            && block.At(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount) is { Length: 2 * BlockLeader.ByteCount } end
            && !end.Span[..BlockLeader.ByteCount].SequenceEqual(end.Span[BlockLeader.ByteCount..])
        )
        {
            throw new InvalidTiffException("Its trailer does not repeat its last four bytes.");
        }
    }

    private void Decode(Ifd ifd, long number, ReadOnlySpan<byte> stored, CancellationToken cancellationToken)
    {
        BlockLayout layout = ifd.CheckedLayoutOf((int)(number / ifd.BlocksAcross % ifd.BlocksDown)) with
        {
            Interruption = new(cancellationToken),
        };
        BlockMemory.Decode(stored, file.Options.Codecs.Held(stored, layout), file.Options, isChecked: true).Dispose();
    }

    // What need not be read to be refused.
    private CogException? Refusal(Ifd ifd, BlockEntries entries, int i)
    {
        (long offset, long count) = (entries.Offsets[i], entries.Counts[i]);
        CogLimits limits = file.Options.Limits;
        long decoded = ifd.LayoutOf(0).ByteCount;
        if (offset < 0 || count < 0 || offset > long.MaxValue - count || offset + count > (file.Header.FileLength ?? long.MaxValue))
        {
            return new InvalidTiffException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is said to have {count} bytes at {offset}; the file has {file.Header.FileLength?.ToString() ?? "fewer"}."
                )
            );
        }

        if (Math.Max(count, decoded) > limits.MaxBlockBytes)
        {
            return LimitExceededException.Of($"It takes {count} bytes and decodes to {decoded}", limits.MaxBlockBytes);
        }

        return decoded > limits.MaxExpansionRatio * count
            ? LimitExceededException.Of($"It is {count} bytes for {decoded}", limits.MaxExpansionRatio)
            : null;
    }

    private ByteRange WithFrame(long offset, long count)
    {
        long start = promises.BlockLeader ? Math.Max(0, offset - BlockLeader.ByteCount) : offset;
        long end = offset + count + (promises.BlockTrailer ? BlockLeader.ByteCount : 0);
        return new(start, (int)(Math.Min(end, file.Header.FileLength ?? end) - start));
    }

    private static ILookup<ByteRange, (int Index, ByteRange Range)> Assign(
        List<ByteRange> merged,
        List<(int Index, ByteRange Range)> wanted
    )
    {
        int group = 0;
        return wanted
            .OrderBy(w => w.Range.Offset)
            .ToLookup(part =>
            {
                while (group + 1 < merged.Count && merged[group + 1].Offset <= part.Range.Offset)
                {
                    group++;
                }

                return merged[group];
            });
    }

    /// <summary>The bytes of one block, and of what frames it.</summary>
    private readonly record struct FramedBlock(long Start, ReadOnlyMemory<byte> Bytes, BlockFrames Frames)
    {
        public ReadOnlyMemory<byte> At(long offset, int length) =>
            offset < Start ? default : new ByteRange(offset - Start, length).Of(Bytes);

        public void Keep(long offset, long count, GhostArea promises)
        {
            if (promises.BlockLeader)
            {
                Frames.Add(
                    new(offset - BlockLeader.ByteCount, BlockLeader.ByteCount),
                    At(offset - BlockLeader.ByteCount, BlockLeader.ByteCount)
                );
            }

            if (promises.BlockTrailer)
            {
                Frames.Add(
                    new(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount),
                    At(offset + count - BlockLeader.ByteCount, 2 * BlockLeader.ByteCount)
                );
            }
        }
    }
}
