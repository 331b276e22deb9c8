using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>By HttpClient, signed by <see cref="SignatureV4"/>, or not signed at all.</summary>
/// <param name="uri">Where the object is asked for.</param>
/// <param name="signer">Who asks.</param>
internal sealed class SignedGets(Uri uri, S3Signer signer) : IS3Gets
{
    private static readonly string s_userAgent = $"cog-functions/{typeof(SignedGets).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    /// <inheritdoc/>
    public async Task<S3Answer> GetAsync(S3Get get, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Range = new RangeHeaderValue(get.Range.Offset, get.Range.End - 1); // The last byte is part of it.
        request.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        if (get.IfMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", get.IfMatch);
        }

        if (get.RequesterPays)
        {
            request.Headers.TryAddWithoutValidation("x-amz-request-payer", "requester");
        }

        await signer.SignAsync(request, cancellationToken).ConfigureAwait(false);
        HttpResponseMessage response = await ClientSettings
            .SignedRequests.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            {
                throw await S3Exception.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            }

            HttpContentHeaders headers = response.Content.Headers;
            return new(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false))
            {
                IsPart = response.StatusCode == HttpStatusCode.PartialContent,
                ETag = response.Headers.NonValidated.TryGetValues("ETag", out HeaderStringValues tag) ? tag.ToString() : null,
                ContentRange = headers.NonValidated.TryGetValues("Content-Range", out HeaderStringValues part) ? part.ToString() : null,
                Length = headers.ContentLength ?? -1,
            };
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}

/// <summary>Signs requests to S3 in one region, as one caller.</summary>
/// <param name="region">The region that is asked.</param>
/// <param name="credentials">Who asks; null: nobody, for public objects.</param>
internal sealed class S3Signer(string region, AWSCredentials? credentials)
{
    private readonly SignatureV4 _signature = new("s3");

    /// <summary>Signs a request without a body.</summary>
    public async Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (credentials is not null)
        {
            ImmutableCredentials keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", SignatureV4.EmptyBody);
            _signature.Sign(request, SignatureV4.EmptyBody, region, keys, DateTimeOffset.UtcNow);
        }
    }
}
