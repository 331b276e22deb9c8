using System.Diagnostics;

namespace Cog;

/// <summary>
/// What one request, or the whole life of a reader, cost: every read, in the order they ended, and the blocks that were decoded. Safe for
/// concurrent calls.
/// </summary>
/// <remarks>
/// <code>
/// var log = new ReadLog();
/// await using CogReader reader = await CogReader.OpenAsync(path, new() { ReadLog = log });
/// </code>
/// aiocogeo's <c>requests</c>: its <c>count</c> is <see cref="Count"/>, <c>byte_count</c> <see cref="ByteCount"/>, <c>ranges</c>
/// <see cref="Ranges"/>, and <c>header_size</c> <see cref="CogHeader.HeaderBytes"/> of the file. Readers opened with
/// <see cref="CogReaderOptions.ReadLog"/> both.
/// </remarks>
public sealed class ReadLog
{
    private readonly Lock _gate = new();
    private readonly List<ReadRecord> _reads = [];
    private int _blocks;
    private int _blocksFromMemory;
    private long _planned;
    private double _share = 1;

    /// <summary>The reads so far.</summary>
    internal IReadOnlyList<ReadRecord> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>How many range reads there were: each is one round trip.</summary>
    public int Count => Reads.Count;

    /// <summary>Bytes received by all reads together.</summary>
    public long ByteCount => Reads.Sum(r => (long)r.BytesRead);

    /// <summary>The requested ranges, in the order in which their reads ended.</summary>
    public IReadOnlyList<ByteRange> Ranges => [.. Reads.Select(r => r.Range)];

    /// <summary>Blocks decoded, mask blocks included; a block that is decoded twice counts twice.</summary>
    public int Blocks => Volatile.Read(ref _blocks);

    /// <summary>
    /// Those of them that took no read of this log's: from <see cref="CogReaderOptions.BlockCache"/>, fetched by another request at the
    /// same time, or never written.
    /// </summary>
    public int BlocksFromMemory => Volatile.Read(ref _blocksFromMemory);

    /// <summary>Blocks that will have been decoded when what is being read is read, as far as that is known by now.</summary>
    internal long ExpectedBlocks => (long)(Interlocked.Read(ref _planned) / Volatile.Read(ref _share));

    /// <summary>So many more blocks are about to be read.</summary>
    internal void Plan(long blocks) => Interlocked.Add(ref _planned, blocks);

    /// <summary>What is planned next completes this share of the whole, above 0 and up to 1: the rest is planned later.</summary>
    internal void PlanInParts(double share) => Volatile.Write(ref _share, share);

    internal void AddBlock(bool isFetched)
    {
        Interlocked.Increment(ref _blocks);
        if (!isFetched)
        {
            Interlocked.Increment(ref _blocksFromMemory);
        }
    }

    internal void Add(ReadRecord read)
    {
        lock (_gate)
        {
            _reads.Add(read);
        }
    }
}

/// <summary>One range read.</summary>
/// <param name="Range">What was asked for.</param>
/// <param name="BytesRead">Bytes received; 0 when it failed.</param>
/// <param name="Elapsed">From asking to the last byte.</param>
internal sealed record ReadRecord(ByteRange Range, int BytesRead, TimeSpan Elapsed);

/// <summary>Writes every read of another source into a <see cref="ReadLog"/>.</summary>
internal sealed class RecordedRangeSource(IRangeSource inner, ReadLog log) : IRangeSource
{
    /// <inheritdoc/>
    public Uri Uri => inner.Uri;

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    /// <inheritdoc/>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        int received = 0;
        try
        {
            RangeRead read = await inner.ReadAsync(range, ifMatch, cancellationToken).ConfigureAwait(false);
            received = read.Data.Length;
            return read;
        }
        finally
        {
            log.Add(new(range, received, Stopwatch.GetElapsedTime(start)));
        }
    }
}
