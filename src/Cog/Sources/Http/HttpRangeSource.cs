using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace Cog.Sources.Http;

/// <summary>An object behind an http or https address, read by <c>Range: bytes=a-b</c> (RFC 9110 section 14).</summary>
/// <remarks>
/// <para>
/// Versions: a strong ETag is sent as If-Match, so that a server answers 412 for an object that changed, without a body. If-Range would not
/// do: there the answer to a changed object is 200 and all of the new one. A weak ETag never matches in If-Match (RFC 9110 section 13.1.1):
/// the answer's own is compared instead, as it is for servers that ignore If-Match. Last-Modified and the length are part of the version,
/// or all of it for a server without ETags.
/// </para>
/// <para>
/// A server may refuse the condition and have the object as it was: its machines have an ETag each, or it does not know If-Match. What was
/// refused, and every further attempt at what failed, is asked for without it, and the answer's version compared; where they agree, that
/// server is not sent If-Match again.
/// Of several reads in flight whose condition was refused, one asks first; where the object has changed, it alone.
/// </para>
/// <para>
/// A server that answers 200, all of the object, is refused before its body is read, unless the object is no larger than the range.
/// </para>
/// </remarks>
internal sealed class HttpRangeSource : IRangeSource
{
    /// <summary>How many redirects are followed, as curl does for GDAL.</summary>
    public const int MaxRedirects = 10;

    private static readonly HttpClient s_sharedClient = new(CreateHandler())
    {
        Timeout = Timeout.InfiniteTimeSpan, // each attempt has its own
    };

    // Some servers answer nobody who does not say so (RFC 9110 section 10.1.5).
    private static readonly string s_userAgent = $"cog-functions/{typeof(HttpRangeSource).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    private readonly HttpClient _client;
    private readonly HttpRangeSourceOptions _options;
    private readonly RefusedVersion _refused = new();

    /// <summary>Names an object; sends nothing.</summary>
    /// <param name="uri">http or https.</param>
    /// <param name="client">Not disposed. Must not decompress: ranges are of the bytes as stored. Null for one that all sources
    /// share.</param>
    /// <param name="options">Time-outs and retries; null for <see cref="HttpRangeSourceOptions.Default"/>.</param>
    public HttpRangeSource(Uri uri, HttpClient? client = null, HttpRangeSourceOptions? options = null)
    {
        if (!uri.IsAbsoluteUri || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException($"'{SourceName.Of(uri)}' is not an http or https address.", nameof(uri));
        }

        Uri = uri;
        _client = client ?? s_sharedClient;
        _options = options ?? HttpRangeSourceOptions.Default;
    }

    /// <inheritdoc/>
    public Uri Uri { get; }

    /// <summary>Connections as ranges are best read by: nothing is decompressed, and header lines that are none are skipped.</summary>
    public static SocketsHttpHandler CreateHandler() =>
        new()
        {
            ConnectTimeout = TimeSpan.FromSeconds(3),
            AutomaticDecompression = DecompressionMethods.None,
            MaxAutomaticRedirections = MaxRedirects,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS answer is seen
            MaxResponseDrainSize = 65_536, // an object that came instead of a range is not read to its end to save a connection
            PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new LenientHeadStream(context.PlaintextStream)),
        };

    /// <inheritdoc/>
    public ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        int attempts = 0;
        return HttpRetries.ReadAsync(_options, range, token => AttemptAsync(range, ifMatch, ++attempts == 1, token), cancellationToken);
    }

    private async ValueTask<RangeRead> AttemptAsync(ByteRange range, string? ifMatch, bool isFirst, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(_options.AttemptTimeout);
        try
        {
            if (EntityTag.ForIfMatch(ifMatch) is not { } condition || !HttpConditions.Takes(Uri))
            {
                return await AskPlainlyAsync(range, ifMatch, attempt.Token).ConfigureAwait(false);
            }

            if (!isFirst)
            {
                // It may be the condition that makes a server break the connection, or answer 500.
                RangeRead plain = await AskPlainlyAsync(range, ifMatch, attempt.Token).ConfigureAwait(false);
                HttpConditions.Forgo(Uri);
                return plain;
            }

            RefusedVersion.Question? known = _refused.Known;
            if (await AskAsync(range, ifMatch, condition, attempt.Token).ConfigureAwait(false) is { } read)
            {
                return read;
            }

            read = await _refused
                .ReadAsync(condition, known, () => AskPlainlyAsync(range, ifMatch, attempt.Token), attempt.Token)
                .ConfigureAwait(false);
            HttpConditions.Forgo(Uri);
            return read;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // Ours, the connection's or the injected client's time-out.
            throw NetworkFailure.OfTimeout(error, Uri, range, _options.AttemptTimeout);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw NetworkFailure.Of(error, Uri, range);
        }
    }

    private async ValueTask<RangeRead> AskPlainlyAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
        await AskAsync(range, ifMatch, null, cancellationToken).ConfigureAwait(false)
        ?? throw new UnreachableException("Only a condition is refused.");

    /// <returns>Null when it may be the condition alone that was refused.</returns>
    private async ValueTask<RangeRead?> AskAsync(ByteRange range, string? ifMatch, string? condition, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = CreateRequest(range, condition);
        using HttpResponseMessage response = await _client
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        var answer = new HttpRangeResponse(Uri, range, ifMatch, response) { IsConditional = condition is not null };
        return answer.MayBeOfCondition ? null : await answer.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private HttpRequestMessage CreateRequest(ByteRange range, string? condition)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Uri);
        request.Headers.Range = new RangeHeaderValue(range.Offset, range.End - 1); // The last byte is part of it.
        request.Headers.AcceptEncoding.Add(new("identity"));
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        request.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        if (condition is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", condition);
        }

        return request;
    }
}
