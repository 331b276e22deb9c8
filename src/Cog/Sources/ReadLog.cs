using System.Diagnostics;

namespace Cog.Sources;

/// <summary>Every read of one request, in the order they ended: aiocogeo's <c>requests</c>. Safe for concurrent calls.</summary>
public sealed class ReadLog
{
    private readonly Lock _gate = new();
    private readonly List<ReadRecord> _reads = [];

    /// <summary>The reads so far.</summary>
    public IReadOnlyList<ReadRecord> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>Round trips.</summary>
    public int Count => Reads.Count;

    /// <summary>Bytes received.</summary>
    public long ByteCount => Reads.Sum(r => (long)r.BytesRead);

    internal void Add(ReadRecord read)
    {
        lock (_gate)
        {
            _reads.Add(read);
        }
    }
}

/// <summary>One round trip.</summary>
/// <param name="Range">What was asked for.</param>
/// <param name="BytesRead">Bytes received; 0 when it failed.</param>
/// <param name="Elapsed">From asking to the last byte.</param>
public sealed record ReadRecord(ByteRange Range, int BytesRead, TimeSpan Elapsed);

/// <summary>Writes every read of another source into a <see cref="ReadLog"/>.</summary>
public sealed class RecordedRangeSource(IRangeSource inner, ReadLog log) : IRangeSource
{
    /// <inheritdoc/>
    public Uri Uri => inner.Uri;

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
