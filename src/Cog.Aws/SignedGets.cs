using System.Net;
using System.Net.Http.Headers;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>By HttpClient, signed by <see cref="SignatureV4"/>, or not signed at all.</summary>
/// <param name="options">Where S3 is.</param>
/// <param name="region">The region that is asked.</param>
/// <param name="credentials">Who asks; null: nobody, for public objects.</param>
internal sealed class SignedGets(AwsOptions options, string region, AWSCredentials? credentials) : IS3Gets
{
    private static readonly string s_userAgent = $"cog-functions/{typeof(SignedGets).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    private readonly SignatureV4 _signature = new("s3");

    /// <inheritdoc/>
    public async Task<S3Answer> GetAsync(S3Get get, CancellationToken cancellationToken)
    {
        Uri uri = S3Endpoints.AddressOf(options, get.Address, region)
            ?? throw new InvalidOperationException($"{get.Address} is an address for the SDK.");
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

        if (credentials is not null)
        {
            ImmutableCredentials keys = await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            request.Headers.TryAddWithoutValidation("x-amz-content-sha256", SignatureV4.EmptyBody);
            _signature.Sign(request, SignatureV4.EmptyBody, region, keys, DateTimeOffset.UtcNow);
        }

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
