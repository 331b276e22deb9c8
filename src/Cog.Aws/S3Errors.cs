using System.Globalization;
using System.Net;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Cog.Sources;

namespace Cog.Aws;

/// <summary>What S3 says, in the reader's words.</summary>
internal static class S3Errors
{
    /// <summary>The failure as a caller sees it, or a <see cref="TransientHttpException"/> for one that may pass.</summary>
    public static Exception Translate(AmazonS3Exception error, S3Address address, string? ifMatch, bool requesterPays)
    {
        Uri uri = address.ToUri();
        string answer = $"{uri}: S3 answered {(int)error.StatusCode} {error.ErrorCode}";
        return error.StatusCode switch
        {
            HttpStatusCode.NotFound => new SourceNotFoundException(
                error.ErrorCode == "NoSuchBucket" ? $"{answer}: there is no bucket '{address.Bucket}'." : $"{answer}: there is no such object.", error),
            HttpStatusCode.MethodNotAllowed => new SourceNotFoundException($"{answer}: that version is a delete marker.", error),
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new SourceAccessDeniedException($"{answer}: {Hint(requesterPays)}", error),
            HttpStatusCode.PreconditionFailed => new SourceChangedException($"{uri} changed since its header was read: its version is no longer {ifMatch}."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable =>
                new TransientHttpException($"{answer}.", isTimeout: false, error),
            HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => new TransientHttpException($"{answer}.", isTimeout: true, error),
            _ when error.InnerException is HttpRequestException or IOException or TimeoutException => new TransientHttpException($"{uri}: {error.Message}", isTimeout: false, error),
            HttpStatusCode.BadRequest when error.ErrorCode is "RequestTimeout" => new TransientHttpException($"{answer}.", isTimeout: true, error),
            _ => new SourceUnavailableException($"{answer}: {error.Message}", error),
        };
    }

    /// <summary>The region that an answer names as the bucket's own: 301 PermanentRedirect, 307, or 400 AuthorizationHeaderMalformed.</summary>
    public static string? RegionOf(AmazonS3Exception error) =>
        error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden
        && error.InnerException is HttpErrorResponseException { Response: { } response } && response.GetHeaderValue("x-amz-bucket-region") is { Length: > 0 } region
            ? region
            : null;

    /// <summary>The total length in <c>bytes a-b/total</c>; null when it is none, or starts elsewhere than asked.</summary>
    public static long? TotalOf(string? contentRange, long offset)
    {
        if (contentRange is null || !contentRange.StartsWith("bytes ", StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = contentRange[6..].Split('-', '/');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long from) && from == offset
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long total)
                ? total
                : null;
    }

    private static string Hint(bool requesterPays) => requesterPays
        ? "this deployment may not read it, although the request says that the requester pays."
        : "this deployment may not read it. If its owner makes the requester pay, set AWS_REQUEST_PAYER=requester, name the bucket in COG_REQUESTER_PAYS_BUCKETS, or send request_payer=requester where the deployment allows it.";
}
