using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Cog.Sources.Http;

/// <summary>One answer to one range request: is it the range, and what does it say of the object?</summary>
internal sealed class HttpRangeResponse(Uri uri, ByteRange range, string? ifMatch, HttpResponseMessage response)
{
    /// <summary>RFC 8470 section 5.2; <see cref="HttpStatusCode"/> has no name for it.</summary>
    public const int TooEarly = 425;

    private readonly ContentRange? _stated = ContentRange.Parse(
        response.Content.Headers.NonValidated.TryGetValues("Content-Range", out HeaderStringValues ranges) ? ranges.FirstOrDefault() : null
    );

    /// <summary>Whether it was asked for with If-Match.</summary>
    public bool IsConditional { get; init; }

    /// <summary>
    /// Whether it may be the condition alone that was refused: see <see cref="HttpConditions.MayRefuse"/>; or that it took the place of
    /// the range (all of the object), or made nonsense of it (no byte at a place that the object has).
    /// </summary>
    public bool MayBeOfCondition =>
        IsConditional
        && (
            HttpConditions.MayRefuse(response.StatusCode)
            || (response.StatusCode == HttpStatusCode.OK && !IsPart && !(response.Content.Headers.ContentLength <= range.Length))
            || (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && !(_stated?.Total <= range.Offset))
        );

    private bool IsPart =>
        response.StatusCode == HttpStatusCode.PartialContent
        || (response.StatusCode == HttpStatusCode.OK && _stated?.From == range.Offset && _stated?.Length <= range.Length);

    /// <summary>Checks the head, then reads the body.</summary>
    /// <exception cref="CogException">It is not the range, for good.</exception>
    /// <exception cref="TransientHttpException">It is not the range, this time.</exception>
    public async ValueTask<RangeRead> ReadAsync(CancellationToken cancellationToken)
    {
        bool isPart = IsPart;
        string? version = Version(isPart);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            Compare(version);
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent:
            case HttpStatusCode.OK when isPart: // A part, and said to be one, whatever its status.
                RejectContentEncoding();
                (int length, long? total) = Part();
                return new(await ReadBodyAsync(length, cancellationToken).ConfigureAwait(false), version, total);

            case HttpStatusCode.OK:
                RejectContentEncoding();
                ReadOnlyMemory<byte> whole =
                    response.Content.Headers.ContentLength is null && range.Offset == 0
                        ? await ReadUnstatedAsync(cancellationToken).ConfigureAwait(false)
                        : await ReadBodyAsync(Whole(), cancellationToken).ConfigureAwait(false);
                return new(range.Of(whole), version, whole.Length);

            case HttpStatusCode.RequestedRangeNotSatisfiable when !(_stated?.Total > range.Offset):
                return new(default, version, _stated?.Total); // The range starts behind the last byte.

            default:
                throw Refusal();
        }
    }

    // Without a condition the answer alone tells a changed object, so it must say something.
    private void Compare(string? version)
    {
        EntityTag.ThrowIfChanged(uri, ifMatch, version);
        if (!IsConditional && version is null && EntityTag.ForIfMatch(ifMatch) is not null)
        {
            throw new SourceChangedException(
                $"{SourceName.Of(uri)} may have changed since its header was read: its version was {ifMatch}, and now it states none."
            );
        }
    }

    // Content-Range must be what was asked for: RFC 9110 section 14.4. Where it names no range, the length must be: more than was asked
    // for is another range. Some count its end as the first byte that is no more part of it.
    private (int Length, long? Total) Part()
    {
        long? stated = response.Content.Headers.ContentLength,
            total = _stated?.Total;
        if (_stated?.From is null)
        {
            bool isMultipart =
                response.Content.Headers.ContentType?.MediaType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
            long body = stated ?? range.LengthWithin(total ?? long.MaxValue);
            return !isMultipart && body > 0 && body <= range.Length && !(total is { } all && body != range.LengthWithin(all))
                ? ((int)body, total)
                : throw NotTheRange();
        }

        bool endsBehind = _stated?.To == range.End && stated == range.LengthWithin(total ?? long.MaxValue);
        if (_stated is not { From: { } from, To: { } to } found || from != range.Offset || (to >= range.End && !endsBehind) || to < from)
        {
            throw NotTheRange();
        }

        int length = endsBehind ? (int)stated!.Value : (int)found.Length;
        long expected = total is { } end ? range.LengthWithin(end) : length;
        return length == expected && (stated is null || stated == length) ? (length, total) : throw NotTheRange();
    }

    private SourceUnavailableException NotTheRange() =>
        new(
            $"{SourceName.Of(uri)} was asked for bytes {range.Offset}-{range.End - 1} and answered {(int)response.StatusCode} with "
                + $"Content-Range '{Field("Content-Range") ?? "none"}' "
                + $"and Content-Length {response.Content.Headers.ContentLength?.ToString() ?? "none"}."
        );

    private int Whole() =>
        response.Content.Headers.ContentLength is { } length && length <= range.Length ? (int)length : throw IgnoresRanges();

    private SourceUnavailableException IgnoresRanges() =>
        new(
            $"{SourceName.Of(uri)} ignores ranges: asked for bytes {range.Offset}-{range.End - 1}, it answered 200 with all of "
                + $"the object ({response.Content.Headers.ContentLength?.ToString() ?? "unstated"} bytes, "
                + $"{response.Content.Headers.ContentType?.MediaType ?? "no type"}). It cannot be read in parts."
        );

    // What a program writes as it goes, e.g. a document: its end tells its length, which may be no more than was asked for.
    private async ValueTask<ReadOnlyMemory<byte>> ReadUnstatedAsync(CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            for (; ; )
            {
                int read = await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return body.WrittenMemory;
                }

                body.Advance(read);
                if (body.WrittenCount > range.Length)
                {
                    throw IgnoresRanges();
                }
            }
        }
    }

    private async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        byte[] body = GC.AllocateUninitializedArray<byte>(length);
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            int filled = await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (filled < length)
            {
                throw new TransientHttpException(
                    $"{SourceName.Of(uri)} ended the answer for {range} after {filled} of {length} bytes.",
                    isTimeout: false
                );
            }
        }

        return body;
    }

    private void RejectContentEncoding()
    {
        if (ContentCoding.Find(Field("Content-Encoding")) is { } coding)
        {
            throw new SourceUnavailableException(
                $"{SourceName.Of(uri)} answered with Content-Encoding '{coding}'; a range of encoded bytes is no range of the file."
            );
        }
    }

    // The tag as it stands: S3-like servers may send a bare word, which the parser refuses.
    private string? Version(bool isPart)
    {
        long? total = _stated?.Total
            ?? (response.StatusCode == HttpStatusCode.OK && !isPart ? response.Content.Headers.ContentLength : null);
        string? own = response.Headers.NonValidated.TryGetValues("ETag", out HeaderStringValues tags)
            ? tags.FirstOrDefault()?.Trim()
            : null;
        return EntityTag.Make(own, response.Content.Headers.LastModified, total, response.Headers.Date);
    }

    // As it was sent.
    private string? Field(string name) =>
        response.Content.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? string.Join(',', values) : null;

    private Exception Refusal()
    {
        string answer = $"{SourceName.Of(uri)} answered {(int)response.StatusCode} {response.ReasonPhrase}";
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new SourceNotFoundException($"{answer}: there is no such object."),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SourceAccessDeniedException($"{answer}: it may not be read."),
            HttpStatusCode.PreconditionFailed => new SourceChangedException(
                $"{SourceName.Of(uri)} changed since its header was read: its version is no longer {ifMatch}."
            ),
            HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => new TransientHttpException($"{answer}.", isTimeout: true)
            {
                RetryAfter = RetryAfter(),
            },
            HttpStatusCode.TooManyRequests
            or (HttpStatusCode)TooEarly
            or (
                >= HttpStatusCode.InternalServerError
                and not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported or HttpStatusCode.LoopDetected)
            ) => new TransientHttpException($"{answer}.", isTimeout: false) { RetryAfter = RetryAfter() },
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
