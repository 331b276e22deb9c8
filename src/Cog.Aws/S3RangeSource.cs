using System.Net;
using Amazon.Runtime;
using Cog.Sources;

namespace Cog.Aws;

/// <summary>
/// An object in S3, read by ranged GETs for one request. Never lists, and needs no HEAD: the first GET tells version and length.
/// </summary>
public sealed class S3RangeSource : NetworkRangeSource
{
    // A bucket may be pointed to twice: by the global endpoint, then by a region that it was moved from.
    private const int MaxRedirects = 2;

    private readonly S3Clients _clients;
    private readonly S3Address _address;
    private readonly BucketPolicy _policy;
    private readonly ReadBudget? _budget;

    internal S3RangeSource(S3Clients clients, S3Address address, BucketPolicy policy, bool requesterPays)
        : base(address.ToUri())
    {
        (_clients, _address, _policy, RequesterPays) = (clients, address, policy, requesterPays);
        AttemptTimeout = clients.Options.AttemptTimeout;
        _budget = policy.MaxBytesPerRequest is { } maxBytes ? new(maxBytes, $"maxBytes of bucket '{address.Bucket}' in COG_BUCKETS") : null;
    }

    /// <summary>
    /// Whether its requests say that the requester pays: such an answer is no proof that another caller may read the object.
    /// </summary>
    public bool RequesterPays { get; }

    /// <inheritdoc/>
    /// <exception cref="LimitExceededException">The bucket's policy allows fewer bytes a request.</exception>
    public override ValueTask<RangeRead> ReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken) =>
        _budget is null
            ? base.ReadAsync(range, ifMatch, cancellationToken)
            : _budget.SpendAsync(range, Uri, () => base.ReadAsync(range, ifMatch, cancellationToken));

    /// <inheritdoc/>
    protected override async ValueTask<RangeRead> AttemptReadAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(range, ifMatch, cancellationToken).ConfigureAwait(false);
        }
        catch (S3Exception error) when (error.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            ThrowIfChanged(ifMatch, error.Header("ETag"));
            return new(default, ifMatch, S3Errors.LengthOf(error)); // The range starts behind the last byte.
        }
        catch (S3Exception error)
        {
            throw S3Errors.Translate(error, _address, ifMatch, _policy, RequesterPays);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            // Before S3 was asked: no credentials were found, or the role is not for us.
            throw S3Errors.TranslateCredentials(error, Uri, _policy.RoleArn);
        }
    }

    private async Task<RangeRead> GetAsync(ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        var get = new S3Get(range, ConditionOf(ifMatch), RequesterPays);
        for (int redirects = 0; ; redirects++)
        {
            try
            {
                using S3Answer answer = await _clients.GetsOf(_address, _policy).GetAsync(get, cancellationToken);
                return await ReadBodyAsync(answer, range, ifMatch, cancellationToken);
            }
            catch (S3Exception error)
                when (redirects < MaxRedirects
                    && S3Errors.RegionOf(error) is { } region
                    && _clients.Remember(_address.Bucket, _policy, region)
                )
            {
                // The bucket lives elsewhere, and S3 said where: ask there, from now on.
            }
        }
    }

    private async Task<RangeRead> ReadBodyAsync(S3Answer answer, ByteRange range, string? ifMatch, CancellationToken cancellationToken)
    {
        ThrowIfChanged(ifMatch, answer.ETag);
        long? total = answer.IsPart ? S3Errors.TotalOf(answer.ContentRange, range) : answer.Length;
        if (!answer.IsPart && (range.Offset > 0 || answer.Length > range.Length || answer.Length < 0))
        {
            throw SourceException.Of(
                SourceFailure.Unavailable,
                $"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered 200 with {answer.Length} bytes: its store ignores "
                    + "ranges."
            );
        }

        if (answer.IsPart && (total is null || answer.Length != range.LengthWithin(total.Value)))
        {
            throw SourceException.Of(
                SourceFailure.Unavailable,
                $"{Uri} was asked for bytes {range.Offset}-{range.End - 1} and answered 206 with Content-Range "
                    + $"'{answer.ContentRange}' and {answer.Length} bytes."
            );
        }

        byte[] body = GC.AllocateUninitializedArray<byte>((int)answer.Length);
        int filled = await answer.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return filled == body.Length
            ? new(body, answer.ETag, total)
            : throw SourceException.Transient(
                SourceFailure.Unavailable,
                $"{Uri} ended the answer for {range} after {filled} of {body.Length} bytes."
            );
    }
}
