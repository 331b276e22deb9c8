using Cog.Sources;
using Cog.Sources.Http;

namespace Cog;

/// <summary>
/// Base class of sources behind a network. A subclass makes one attempt; retries, time limits and error messages are here. The S3 source of
/// Cog.Aws derives from it.
/// </summary>
/// <remarks>
/// An attempt is tried again after a <see cref="SourceException"/> that is transient, a time-out, or a connection that broke
/// (<see cref="HttpRequestException"/>, <see cref="IOException"/>); never after what the object's owner decided. Whatever it was, a
/// <see cref="SourceException"/> leaves <see cref="ReadAsync"/>.
/// </remarks>
/// <param name="uri">Names the object.</param>
public abstract class NetworkRangeSource(Uri uri) : IRangeSource
{
    private HttpRangeSourceOptions? _retries;

    /// <inheritdoc/>
    public Uri Uri { get; } = uri;

    /// <summary>Time limit of one attempt, from the request to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = HttpRangeSourceOptions.Default.AttemptTimeout;

    /// <summary>How many more attempts are made after a transient failure.</summary>
    public int MaxRetries { get; init; } = HttpRangeSourceOptions.Default.MaxRetries;

    /// <summary>Average delay before the first retry; doubled for each further one, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = HttpRangeSourceOptions.Default.RetryDelay;

    /// <summary>Longest delay before a retry, even where the server's Retry-After asks for more.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = HttpRangeSourceOptions.Default.MaxRetryDelay;

    /// <inheritdoc/>
    public virtual ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
        HttpRetries.ReadAsync(Retries, range, token => AttemptAsync(range, ifMatch, token), cancellationToken);

    /// <summary>Closes what the source alone holds open; by default nothing.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the source alone holds open.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing) { }

    /// <summary>
    /// One attempt at one range. Whatever came back is compared with what was expected: see <see cref="ThrowIfChanged"/>.
    /// </summary>
    /// <param name="range">At least one byte; may run past the end of the object.</param>
    /// <param name="ifMatch">The version that must still be current, or null. What of it can be sent is <see cref="ConditionOf"/>.</param>
    /// <param name="cancellationToken">The caller's, or the end of <see cref="AttemptTimeout"/>.</param>
    /// <exception cref="SourceException">It failed, for good or <see cref="SourceException.IsTransient"/>.</exception>
    protected abstract ValueTask<RangeRead> AttemptReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken);

    /// <summary>
    /// What can stand in If-Match for a version: the source's own strong tag (RFC 9110 section 13.1.1); null when it has none.
    /// </summary>
    /// <param name="version">As the source stated it; null for any.</param>
    protected static string? ConditionOf(string? version) => EntityTag.ForIfMatch(version);

    /// <summary>Reads <c>Content-Range</c> (RFC 9110 section 14.4), in the spellings that servers have.</summary>
    /// <param name="text">Its value, or null.</param>
    /// <returns>
    /// First and last byte, null for <c>*</c>; and the total length, null when it is not said. Null when it is not a range of bytes.
    /// </returns>
    public static (long? From, long? To, long? Total)? ParseContentRange(string? text) =>
        ContentRange.Parse(text) is { } range ? (range.From, range.To, range.Total) : null;

    /// <summary>Compares an answer's version with the one that was expected, by the weak comparison (RFC 9110 section 8.8.3.2).</summary>
    /// <param name="expected">Null when any version will do.</param>
    /// <param name="found">Null when the source states none: then there is nothing to compare.</param>
    /// <exception cref="SourceException"><see cref="SourceFailure.Changed"/>: both are known and differ.</exception>
    protected void ThrowIfChanged(string? expected, string? found) => EntityTag.ThrowIfChanged(Uri, expected, found);

    /// <summary>Why a connection failed, in words that need no runtime resources: half a sentence, to stand behind a colon.</summary>
    /// <param name="error">What was thrown.</param>
    public static string Describe(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return NetworkFailure.Describe(error);
    }

    private HttpRangeSourceOptions Retries =>
        _retries ??=
            new HttpRangeSourceOptions
            {
                AttemptTimeout = AttemptTimeout,
                MaxRetries = MaxRetries,
                RetryDelay = RetryDelay,
                MaxRetryDelay = MaxRetryDelay,
            }
                is var own
            && own == HttpRangeSourceOptions.Default with { AttemptTimeout = AttemptTimeout }
                ? HttpRangeSourceOptions.Default
                : own;

    private async ValueTask<RangeRead> AttemptAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(AttemptTimeout);
        try
        {
            return await AttemptReadAsync(range, ifMatch, attempt.Token).ConfigureAwait(false);
        }
        catch (SourceException error) when (error.IsTransient)
        {
            throw TransientHttpException.Of(error);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw NetworkFailure.OfTimeout(error, Uri, range, AttemptTimeout);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw NetworkFailure.Of(error, Uri, range);
        }
    }
}
