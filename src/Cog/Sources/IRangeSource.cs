namespace Cog.Sources;

/// <summary>Random access to one object: in S3, behind a URL, in a file, in a buffer.</summary>
/// <remarks>Implementations are safe for concurrent calls and hold no position.</remarks>
public interface IRangeSource
{
    /// <summary>Names the object in logs, errors and cache keys, e.g. <c>s3://bucket/key.tif</c>.</summary>
    Uri Uri { get; }

    /// <summary>Reads one range; this is one network round trip.</summary>
    /// <param name="range">May run past the end of the object: the result is then shorter, down to empty.</param>
    /// <param name="ifMatch">The version that must still be current, or null on the first read.</param>
    /// <param name="cancellationToken">Abandons the request.</param>
    /// <exception cref="SourceNotFoundException">There is no such object.</exception>
    /// <exception cref="SourceAccessDeniedException">It may not be read.</exception>
    /// <exception cref="SourceChangedException"><paramref name="ifMatch"/> no longer matches.</exception>
    /// <exception cref="SourceTimeoutException">No answer in time.</exception>
    /// <exception cref="SourceUnavailableException">An answer that is not the range.</exception>
    ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken);
}
