using System.Globalization;
using System.Net;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>Translates errors of S3 into those of the reader.</summary>
internal static class S3Errors
{
    /// <summary>The failure as a caller sees it; transient where it may pass.</summary>
    public static SourceException Translate(S3Exception error, S3Address address, string? ifMatch, BucketPolicy policy, bool requesterPays)
    {
        Uri uri = address.ToUri();
        string answer = $"{uri}: S3 answered {(int)error.Status} {error.Code}";
        return error.Status switch
        {
            HttpStatusCode.NotFound => SourceException.Of(
                SourceFailure.NotFound,
                error.Code == "NoSuchBucket" ? $"{answer}: there is no bucket '{address.Bucket}'." : $"{answer}: there is no such object.",
                error
            ),
            HttpStatusCode.MethodNotAllowed => SourceException.Of(
                SourceFailure.NotFound,
                $"{answer}: that version is a delete marker.",
                error
            ),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest when IsDenial(error) => SourceException.Of(
                SourceFailure.AccessDenied,
                $"{answer}: {Hint(error, policy, requesterPays)}",
                error
            ),
            HttpStatusCode.PreconditionFailed => SourceException.Of(
                SourceFailure.Changed,
                $"{uri} changed since its header was read: its version is no longer {ifMatch}."
            ),
            HttpStatusCode.BadRequest when error.Code == "InvalidArgument" && address.VersionId is not null => SourceException.Of(
                SourceFailure.NotFound,
                $"{answer}: there is no such version.",
                error
            ),
            HttpStatusCode.TooManyRequests
            or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable => SourceException.Transient(
                SourceFailure.Unavailable,
                $"{answer}.",
                error,
                RetryAfterOf(error)
            ),
            HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => SourceException.Transient(
                SourceFailure.Timeout,
                $"{answer}.",
                error
            ),
            HttpStatusCode.BadRequest when error.Code is "RequestTimeout" => SourceException.Transient(
                SourceFailure.Timeout,
                $"{answer}.",
                error
            ),
            // No answer at all.
            0 => SourceException.Transient(SourceFailure.Unavailable, $"{uri}: {NetworkRangeSource.Describe(error)}", error),
            _ => SourceException.Of(SourceFailure.Unavailable, $"{answer}: {error.Message}", error),
        };
    }

    /// <summary>A failure before S3 was asked: to find credentials, or to assume a role.</summary>
    public static SourceException TranslateCredentials(Exception error, Uri uri, string? roleArn)
    {
        string message = roleArn is null
            // The SDK's own text is a list of all places without some.
            ? $"{uri} cannot be asked for: this deployment has no AWS credentials. AWS_NO_SIGN_REQUEST=TRUE reads public buckets "
                + $"without any."
            : $"{uri} cannot be asked for as {roleArn}: {error.Message}";
        return error is AmazonServiceException { StatusCode: 0 or >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests }
            ? SourceException.Transient(SourceFailure.Unavailable, message, error)
            : SourceException.Of(SourceFailure.AccessDenied, message, error);
    }

    /// <summary>
    /// The region that an answer names as the bucket's own: 301 PermanentRedirect, 307 TemporaryRedirect, or 400
    /// AuthorizationHeaderMalformed.
    /// </summary>
    public static string? RegionOf(S3Exception error) =>
        error.Status
            is HttpStatusCode.MovedPermanently
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.BadRequest
                or HttpStatusCode.Forbidden
            ? error.Header("x-amz-bucket-region")
            : null;

    /// <summary>The length in 416's <c>bytes */length</c>; null when it does not say.</summary>
    public static long? LengthOf(S3Exception error) =>
        NetworkRangeSource.ParseContentRange(error.Header("Content-Range")) is (null, _, { } length) ? length : null;

    /// <summary>
    /// The total length in <c>bytes a-b/total</c> (RFC 9110 section 14.4); null when it is none, or no answer to <paramref name="range"/>.
    /// </summary>
    public static long? TotalOf(string? contentRange, ByteRange range) =>
        NetworkRangeSource.ParseContentRange(contentRange) is ({ } from, { } to, { } total)
        && from == range.Offset
        && Math.Min(to, total - 1) - from + 1 == range.LengthWithin(total)
            ? total
            : null;

    private static TimeSpan? RetryAfterOf(S3Exception error) =>
        error.Header("Retry-After") is { } text && Number(text) is { } seconds and < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    // S3 refuses credentials that ended, and keys that cannot be used, with 400.
    private static bool IsDenial(S3Exception error) =>
        error.Status != HttpStatusCode.BadRequest || IsKeyDenial(error) || error.Code is "ExpiredToken" or "InvalidToken";

    // "User: … is not authorized to perform: kms:Decrypt on the resource …", or a code of KMS's own.
    private static bool IsKeyDenial(S3Exception error) =>
        error.Code.StartsWith("KMS.", StringComparison.Ordinal) || error.Message.Contains("kms:", StringComparison.OrdinalIgnoreCase);

    private static string ArchiveOf(S3Exception error) =>
        error.StorageClass is { Length: > 0 } storage ? $" (storage class {storage})" : "";

    private static string Hint(S3Exception error, BucketPolicy policy, bool requesterPays) =>
        error.Code switch
        {
            "RequestTimeTooSkewed" => $"the clock of this machine is wrong: {error.Message}",
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" =>
                $"the credentials of this deployment are not accepted: {error.Message}",
            "InvalidObjectState" => $"the object is archived{ArchiveOf(error)}, and must be restored before it can be read.",
            _ when IsKeyDenial(error) =>
                "this deployment may not use the KMS key that the object is encrypted with; its role needs kms:Decrypt, and the key's "
                    + "policy must allow it.",
            _ when requesterPays => "this deployment may not read it, although the request says that the requester pays.",
            _ when policy.RequesterPaysOnRequest =>
                "this deployment may not read it. If its owner makes the requester pay, ask with request_payer=requester.",
            _ => "this deployment may not read it, or it is not there, which S3 tells only those who may list the bucket. "
                + "If the bucket's owner makes the requester pay, set AWS_REQUEST_PAYER=requester or name the bucket in "
                + "COG_REQUESTER_PAYS_BUCKETS.",
        };
}
