namespace Cog.Testing;

/// <summary>Remembers what was asked of another source, so that a test can state what a request costs.</summary>
internal sealed class RecordingRangeSource(IRangeSource inner) : IRangeSource
{
    private readonly Lock _gate = new();
    private readonly List<(ByteRange Range, string? IfMatch)> _reads = [];

    /// <inheritdoc/>
    public Uri Uri => inner.Uri;

    /// <summary>Ranges, in the order they were asked for.</summary>
    public IReadOnlyList<ByteRange> Reads
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads.Select(r => r.Range)];
            }
        }
    }

    /// <summary>The version each read expected.</summary>
    public IReadOnlyList<string?> Expected
    {
        get
        {
            lock (_gate)
            {
                return [.. _reads.Select(r => r.IfMatch)];
            }
        }
    }

    /// <summary>Forgets the reads so far.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _reads.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _reads.Add((range, ifMatch));
        }

        return inner.ReadAsync(range, ifMatch, cancellationToken);
    }
}
