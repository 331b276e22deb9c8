using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cog.Sources;
using ByteRange = Cog.Sources.ByteRange;

namespace Cog.Aws;

/// <summary>An object in S3, read by ranged GETs for one request. Never lists, and needs no HEAD: the first GET tells version and length.</summary>
public sealed class S3RangeSource : IRangeSource
{
    // A bucket may be pointed to twice: by the global endpoint, then by a region that it was moved from.
    private const int MaxRedirects = 2;

    private readonly S3Clients _clients;
    private readonly S3Address _address;
    private readonly BucketPolicy _policy;
    private readonly ReadBudget? _budget;

    internal S3RangeSource(S3Clients clients, S3Address address, BucketPolicy policy, bool requesterPays)
    {
        (_clients, _address, _policy, RequesterPays) = (clients, address, policy, requesterPays);
        Uri = address.ToUri();
        _budget = policy.MaxBytesPerRequest is { } maxBytes ? new(maxBytes, $"maxBytes of bucket '{address.Bucket}' in COG_BUCKETS") : null;
    }

    /// <inheritdoc/>
    public Uri Uri { get; }

    /// <summary>Whether its requests say that the requester pays: such an answer is no proof that another caller may read the object.</summary>
    public bool RequesterPays { get; }

    /// <inheritdoc/>
    /// <exception cref="LimitExceededException">The bucket's policy allows fewer bytes a request.</exception>
    public async ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(range));
        cancellationToken.ThrowIfCancellationRequested();
        if (range.Length == 0)
        {
            return new(default, null, null); // HTTP cannot ask for nothing.
        }

        _budget?.Take(range, Uri);
        int received = 0;
        try
        {
            RangeRead read = await HttpRetries.ExecuteAsync(
                HttpRangeSourceOptions.Default,
                static (state, token) => state.Source.AttemptAsync(state.range, state.ifMatch, token),
                (Source: this, range, ifMatch),
                cancellationToken);
            received = read.Data.Length;
            return read;
        }
        finally
        {
            _budget?.Return(range, received);
        }
    }

    private async ValueTask<RangeRead> AttemptAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(_clients.Options.AttemptTimeout);
        try
        {
            return await GetAsync(range, ifMatch, attempt.Token);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHttpException($"{Uri} did not answer {range} within {_clients.Options.AttemptTimeout.TotalSeconds:0.###} s.", isTimeout: true, error);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            EntityTag.ThrowIfChanged(Uri, ifMatch, S3Errors.HeaderOf(error, "ETag"));
            return new(default, ifMatch, S3Errors.LengthOf(error)); // The range starts behind the last byte.
        }
        catch (AmazonS3Exception error)
        {
            throw S3Errors.Translate(error, _address, ifMatch, _policy, RequesterPays);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            // Before S3 was asked: no credentials were found, or the role is not for us.
            throw S3Errors.TranslateCredentials(error, Uri, _policy.RoleArn);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new SourceUnavailableException($"{Uri} cannot be reached: {NetworkFailure.Describe(error)}", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new TransientHttpException($"Reading {range} of {Uri} failed: {NetworkFailure.Describe(error)}", isTimeout: false, error);
        }
    }

    private async Task<RangeRead> GetAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            var request = new GetObjectRequest
            {
                BucketName = _address.Bucket,
                Key = _address.Key,
                VersionId = _address.VersionId,
                ByteRange = new(range.Offset, range.End - 1), // The last byte is part of it.
                EtagToMatch = EntityTag.ForIfMatch(ifMatch),
                RequestPayer = RequesterPays ? RequestPayer.Requester : null,
            };
            try
            {
                using GetObjectResponse response = await _clients.ClientFor(_address, _policy).GetObjectAsync(request, cancellationToken);
                return await ReadBodyAsync(response, range, ifMatch, cancellationToken);
            }
            catch (AmazonS3Exception error)
                when (redirects < MaxRedirects && S3Errors.RegionOf(error) is { } region && _clients.Remember(_address.Bucket, _policy, region))
            {
                // The bucket lives elsewhere, and S3 said where: ask there, from now on.
            }
        }
    }

    private async Task<RangeRead> ReadBodyAsync(GetObjectResponse response, ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        EntityTag.ThrowIfChanged(Uri, ifMatch, response.ETag);
        bool isPart = response.HttpStatusCode == HttpStatusCode.PartialContent;
        long? total = isPart ? S3Errors.TotalOf(response.ContentRange, range) : response.ContentLength;
        if (!isPart && (range.Offset > 0 || response.ContentLength > range.Length || response.ContentLength < 0))
        {
            throw new SourceUnavailableException($"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered {(int)response.HttpStatusCode} with {response.ContentLength} bytes: its store ignores ranges.");
        }

        if (isPart && (total is null || response.ContentLength != range.LengthWithin(total.Value)))
        {
            throw new SourceUnavailableException($"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered 206 with Content-Range '{response.ContentRange}' and {response.ContentLength} bytes.");
        }

        byte[] body = GC.AllocateUninitializedArray<byte>((int)response.ContentLength);
        int filled = await response.ResponseStream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return filled == body.Length
            ? new(body, response.ETag, total)
            : throw new TransientHttpException($"{Uri} ended the answer for {range} after {filled} of {body.Length} bytes.", isTimeout: false);
    }
}
