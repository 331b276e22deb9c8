namespace Cog;

/// <summary>Random access to one object: in S3, behind a URL, in a file, in a buffer.</summary>
/// <remarks>
/// Implementations are safe for concurrent calls and hold no position. Most have nothing to close, and need no <c>Dispose</c> of their own;
/// one that is wrapped around another passes it on.
/// </remarks>
public interface IRangeSource : IDisposable
{
    /// <summary>Names the object in logs, errors and cache keys, e.g. <c>s3://bucket/key.tif</c>.</summary>
    Uri Uri { get; }

    /// <summary>Reads one range; this is one network round trip.</summary>
    /// <param name="range">May run past the end of the object: the result is then shorter, down to empty.</param>
    /// <param name="ifMatch">The version that must still be current, or null on the first read.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <exception cref="SourceException">It cannot be read: <see cref="SourceException.Failure"/> says why,
    /// <see cref="SourceFailure.Changed"/> where <paramref name="ifMatch"/> no longer matches.</exception>
    ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>Closes what the source holds open; by default nothing.</summary>
    void IDisposable.Dispose() => GC.SuppressFinalize(this);
}
