namespace Cog.Testing;

/// <summary>A file in memory, or one that is computed as it is read; every read is recorded. Safe for concurrent calls.</summary>
internal sealed class CountingRangeSource : IRangeSource
{
    private readonly Lock _gate = new();
    private readonly List<ByteRange> _reads = [];
    private readonly Func<ByteRange, ReadOnlyMemory<byte>> _content;

    public CountingRangeSource(byte[] file)
        : this(file.Length, range => file.AsMemory((int)range.Offset, range.Length)) { }

    /// <param name="length">Bytes of the file.</param>
    /// <param name="content">Gives any range inside the file.</param>
    public CountingRangeSource(long length, Func<ByteRange, ReadOnlyMemory<byte>> content) => (Length, _content) = (length, content);

    public long Length { get; }

    /// <inheritdoc/>
    public Uri Uri { get; init; } = new("memory:test.tif");

    /// <summary>The version; a read that expects another one fails.</summary>
    public string? ETag { get; set; } = "\"1\"";

    /// <summary>False for a source that never says how long the object is.</summary>
    public bool TellsLength { get; init; } = true;

    /// <summary>Every range asked for, in order.</summary>
    public IReadOnlyList<ByteRange> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>What each read expected as version, in the same order.</summary>
    public List<string?> IfMatches { get; } = [];

    /// <inheritdoc/>
    public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _reads.Add(range);
            IfMatches.Add(ifMatch);
        }

        if (ifMatch is not null && ifMatch != ETag)
        {
            throw new SourceChangedException($"{Uri} is {ETag}, not {ifMatch}.");
        }

        long offset = Math.Min(range.Offset, Length);
        int length = (int)Math.Min(range.Length, Length - offset);
        ReadOnlyMemory<byte> data = length == 0 ? default : _content(new(offset, length));
        return ValueTask.FromResult(new RangeRead(data, ETag, TellsLength ? Length : null));
    }
}
