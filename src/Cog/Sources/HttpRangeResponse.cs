using System.Net;
using System.Net.Http.Headers;

namespace Cog.Sources;

/// <summary>One answer to one range request: is it the range, and what does it say of the object?</summary>
internal sealed class HttpRangeResponse(Uri uri, ByteRange range, string? ifMatch, HttpResponseMessage response)
{
    /// <summary>Checks the head, then reads the body.</summary>
    /// <exception cref="CogException">It is not the range, for good.</exception>
    /// <exception cref="TransientHttpException">It is not the range, this time.</exception>
    public async ValueTask<RangeRead> ReadAsync(CancellationToken cancellationToken)
    {
        string? version = Version();
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            EntityTag.ThrowIfChanged(uri, ifMatch, version);
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent:
                RejectContentEncoding();
                (int length, long? total) = Part();
                return new(await ReadBodyAsync(length, cancellationToken).ConfigureAwait(false), version, total);

            case HttpStatusCode.OK:
                RejectContentEncoding();
                ReadOnlyMemory<byte> whole = await ReadBodyAsync(Whole(), cancellationToken).ConfigureAwait(false);
                return new(range.Of(whole), version, whole.Length);

            case HttpStatusCode.RequestedRangeNotSatisfiable when !(response.Content.Headers.ContentRange?.Length > range.Offset):
                return new(default, version, response.Content.Headers.ContentRange?.Length); // The range starts behind the last byte.

            default:
                throw Refusal();
        }
    }

    // Content-Range must be what was asked for: RFC 9110 section 14.4.
    private (int Length, long? Total) Part()
    {
        ContentRangeHeaderValue? found = response.Content.Headers.ContentRange;
        if (found is not { Unit: "bytes", From: { } from, To: { } to } || from != range.Offset || to >= range.End)
        {
            throw new SourceUnavailableException($"{uri} was asked for bytes {range.Offset}-{range.End - 1} and answered 206 with Content-Range '{found?.ToString() ?? "none"}'.");
        }

        int length = (int)(to - from + 1);
        long expected = found.Length is { } total ? range.LengthWithin(total) : length;
        if (length != expected || (response.Content.Headers.ContentLength is { } stated && stated != length))
        {
            throw new SourceUnavailableException(
                $"{uri} was asked for bytes {range.Offset}-{range.End - 1} and answered 206 with Content-Range '{found}' and Content-Length {response.Content.Headers.ContentLength?.ToString() ?? "none"}.");
        }

        return (length, found.Length);
    }

    private int Whole() =>
        response.Content.Headers.ContentLength is { } length && length <= range.Length
            ? (int)length
            : throw new SourceUnavailableException(
                $"{uri} ignores ranges: asked for bytes {range.Offset}-{range.End - 1}, it answered 200 with all of the object "
                + $"({response.Content.Headers.ContentLength?.ToString() ?? "unstated"} bytes, {response.Content.Headers.ContentType?.MediaType ?? "no type"}). It cannot be read in parts.");

    private async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        byte[] body = GC.AllocateUninitializedArray<byte>(length);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int filled = await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (filled < length)
            {
                throw new TransientHttpException($"{uri} ended the answer for {range} after {filled} of {length} bytes.", isTimeout: false);
            }
        }

        return body;
    }

    private void RejectContentEncoding()
    {
        if (response.Content.Headers.ContentEncoding.FirstOrDefault(e => !e.Equals("identity", StringComparison.OrdinalIgnoreCase)) is { } encoding)
        {
            throw new SourceUnavailableException($"{uri} answered with Content-Encoding '{encoding}'; a range of encoded bytes is no range of the file.");
        }
    }

    private string? Version()
    {
        if (response.Headers.ETag is { } etag)
        {
            return etag.ToString();
        }

        // S3-like servers may send a bare word, which the parser refuses.
        if (response.Headers.TryGetValues("ETag", out IEnumerable<string>? raw) && raw.FirstOrDefault() is { Length: > 0 } bare)
        {
            return bare;
        }

        long? total = response.Content.Headers.ContentRange?.Length ?? (response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength : null);
        return response.Content.Headers.LastModified is { } modified && total is not null
            ? $"W/\"{modified.ToUnixTimeSeconds():x}-{total:x}\""
            : null;
    }

    private Exception Refusal()
    {
        string answer = $"{uri} answered {(int)response.StatusCode} {response.ReasonPhrase}";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new SourceNotFoundException($"{answer}: there is no such object."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SourceAccessDeniedException($"{answer}: it may not be read."),
            HttpStatusCode.PreconditionFailed => new SourceChangedException($"{uri} changed since its header was read: its version is no longer {ifMatch}."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable =>
                new TransientHttpException($"{answer}.", isTimeout: false) { RetryAfter = RetryAfter() },
            HttpStatusCode.GatewayTimeout => new TransientHttpException($"{answer}.", isTimeout: true) { RetryAfter = RetryAfter() },
            _ => new SourceUnavailableException($"{answer} to a request for {range}; 206 was expected."),
        };
    }

    private TimeSpan? RetryAfter() =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow,
            _ => null,
        };
}
