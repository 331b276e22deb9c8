namespace Cog.Sources;

/// <summary>Remembers the first read from the start of an object, and serves later reads inside it from memory.</summary>
/// <remarks>So a file that is smaller than the first read costs one read in all. What is remembered keeps its version: a read that expects another fails as the source's own would.</remarks>
public sealed class PrefixRangeSource : IRangeSource
{
    private readonly IRangeSource _inner;
    private readonly Memory _memory;

    /// <summary>Wraps a source; nothing is remembered yet.</summary>
    public PrefixRangeSource(IRangeSource inner)
        : this(inner, new())
    {
    }

    private PrefixRangeSource(IRangeSource inner, Memory memory) => (_inner, _memory) = (inner, memory);

    /// <inheritdoc/>
    public Uri Uri => _inner.Uri;

    /// <summary>What is remembered, shared, before another source of the same object.</summary>
    public PrefixRangeSource WithInner(IRangeSource source) => new(source, _memory);

    /// <summary>The bytes that are remembered.</summary>
    internal ReadOnlyMemory<byte> Remembered => _memory.Prefix?.Data ?? default;

    /// <inheritdoc/>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_memory.Prefix is { } prefix && (range.End <= prefix.Data.Length || prefix.ObjectLength == prefix.Data.Length))
        {
            EntityTag.ThrowIfChanged(Uri, ifMatch, prefix.ETag);
            return prefix with { Data = range.Of(prefix.Data) };
        }

        RangeRead read = await _inner.ReadAsync(range, ifMatch, cancellationToken).ConfigureAwait(false);
        if (range.Offset == 0 && _memory.Prefix is null && !read.Data.IsEmpty)
        {
            // Fewer bytes than were asked for: that was all.
            _memory.Prefix = read.Data.Length < range.Length ? read with { ObjectLength = read.Data.Length } : read;
        }

        return read;
    }

    private sealed class Memory
    {
        public volatile RangeRead? Prefix;
    }
}
