namespace Cog.Sources;

/// <summary>An object that is in memory already. Never waits.</summary>
/// <param name="data">The whole object; not copied.</param>
/// <param name="uri">Its name; <c>memory:object</c> when null.</param>
/// <param name="etag">Its version, or null.</param>
internal sealed class MemoryRangeSource(ReadOnlyMemory<byte> data, Uri? uri = null, string? etag = null) : IRangeSource
{
    /// <inheritdoc/>
    public Uri Uri { get; } = uri ?? new("memory:object");

    /// <inheritdoc/>
    public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EntityTag.ThrowIfChanged(Uri, ifMatch, etag);
        return ValueTask.FromResult(new RangeRead(range.Of(data), etag, data.Length));
    }
}
