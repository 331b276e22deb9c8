using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cog.Sources;
using Polly;
using ByteRange = Cog.Sources.ByteRange;

namespace Cog.Aws;

/// <summary>An object in S3, read by ranged GETs. Never lists, and needs no HEAD: the first GET tells version and length.</summary>
public sealed class S3RangeSource : IRangeSource
{
    private readonly S3Clients _clients;
    private readonly S3Address _address;
    private readonly BucketPolicy _policy;
    private readonly bool _requesterPays;
    private readonly ResiliencePipeline _retries;

    internal S3RangeSource(S3Clients clients, S3Address address, BucketPolicy policy, bool requesterPays)
    {
        (_clients, _address, _policy, _requesterPays) = (clients, address, policy, requesterPays);
        _retries = HttpRetries.Create(HttpRangeSourceOptions.Default);
        Uri = address.ToUri();
    }

    /// <inheritdoc/>
    public Uri Uri { get; }

    /// <summary>Whether its requests say that the requester pays: such an answer is no proof that another caller may read the object.</summary>
    public bool RequesterPays => _requesterPays;

    /// <inheritdoc/>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        if (range.Length == 0)
        {
            return new(default, null, null);
        }

        try
        {
            return await _retries.ExecuteAsync(
                static (state, token) => state.Source.AttemptAsync(state.range, state.ifMatch, token),
                (Source: this, range, ifMatch),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TransientHttpException error)
        {
            throw error.AsCogException();
        }
    }

    private async ValueTask<RangeRead> AttemptAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(_clients.Options.AttemptTimeout);
        try
        {
            return await GetAsync(range, ifMatch, attempt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHttpException($"{Uri} did not answer {range} within {_clients.Options.AttemptTimeout.TotalSeconds:0.###} s.", isTimeout: true, error);
        }
        catch (AmazonS3Exception error)
        {
            if (error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return new(default, null, null); // The range starts behind the last byte.
            }

            throw S3Errors.Translate(error, _address, ifMatch, _requesterPays);
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or IOException)
        {
            // AmazonClientException: no credentials were found, or none could be refreshed; the rest are connections that broke.
            throw error is AmazonClientException
                ? new SourceAccessDeniedException($"{Uri} cannot be asked for: {error.Message}", error)
                : new TransientHttpException($"Reading {range} of {Uri} failed: {error.Message}", isTimeout: false, error);
        }
    }

    private async Task<RangeRead> GetAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var request = new GetObjectRequest
                {
                    BucketName = _address.Bucket,
                    Key = _address.Key,
                    VersionId = _address.VersionId,
                    ByteRange = new(range.Offset, range.End - 1), // The last byte is part of it.
                    EtagToMatch = ifMatch,
                    RequestPayer = _requesterPays ? RequestPayer.Requester : null,
                };
                using GetObjectResponse response = await _clients.ClientFor(_address.Bucket, _policy).GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
                return await ReadBodyAsync(response, range, ifMatch, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonS3Exception error) when (S3Errors.RegionOf(error) is { } region && _clients.Remember(_address.Bucket, _policy, region))
            {
                // The bucket lives elsewhere, and S3 said where: ask there, from now on.
            }
        }
    }

    private async Task<RangeRead> ReadBodyAsync(GetObjectResponse response, ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        EntityTag.ThrowIfChanged(Uri, ifMatch, response.ETag);

        long? total = S3Errors.TotalOf(response.ContentRange, range.Offset);
        int expected = range.LengthWithin(total ?? range.End);
        if (response.HttpStatusCode != HttpStatusCode.PartialContent && !(range.Offset == 0 && response.ContentLength <= range.Length))
        {
            throw new SourceUnavailableException($"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered {(int)response.HttpStatusCode} with {response.ContentLength} bytes: its store ignores ranges.");
        }

        if (response.HttpStatusCode == HttpStatusCode.PartialContent && (total is null || response.ContentLength != expected))
        {
            throw new SourceUnavailableException($"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered with Content-Range '{response.ContentRange}' and {response.ContentLength} bytes.");
        }

        byte[] body = new byte[response.ContentLength];
        int filled = await response.ResponseStream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (filled < body.Length)
        {
            throw new TransientHttpException($"{Uri} ended the answer for {range} after {filled} of {body.Length} bytes.", isTimeout: false);
        }

        return new(body, response.ETag, total ?? body.Length);
    }
}
