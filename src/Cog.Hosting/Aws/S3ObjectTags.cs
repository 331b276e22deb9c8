using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cog.Aws;
using Cog.Sources;
using S3Tag = Amazon.S3.Model.Tag;

namespace Cog.Hosting.Aws;

/// <summary>Tags of objects in S3 (s3:GetObjectTagging and s3:PutObjectTagging; with a version, also …VersionTagging).</summary>
internal sealed class S3ObjectTags(S3Clients clients)
{
    /// <summary>
    /// Sets some tags and keeps the others. S3 replaces all at once and knows no condition: a tag that another sets in the same moment may
    /// be lost.
    /// </summary>
    /// <param name="address">The object.</param>
    /// <param name="tags">At most ten, with those it has.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">S3 does not do it.</exception>
    public async Task SetAsync(S3Address address, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken)
    {
        BucketPolicy policy = clients.Options.PolicyOf(address.Bucket);
        await HttpRetries.ExecuteAsync(
            HttpRangeSourceOptions.Default,
            static async (state, token) => await state.Tags.AttemptAsync(state.address, state.policy, state.tags, token),
            (Tags: this, address, policy, tags),
            cancellationToken
        );
    }

    private async Task<bool> AttemptAsync(
        S3Address address,
        BucketPolicy policy,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(clients.Options.AttemptTimeout);
        try
        {
            await MergeAsync(address, policy, tags, attempt.Token);
            return true;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHttpException(
                $"{address.ToUri()} was not tagged within {clients.Options.AttemptTimeout.TotalSeconds:0.###} s.",
                isTimeout: true,
                error
            );
        }
        catch (AmazonS3Exception error)
        {
            throw AsAttempt(S3Errors.Translate(error, address, null, policy, requesterPays: false));
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            throw AsAttempt(S3Errors.TranslateCredentials(error, address.ToUri(), policy.RoleArn));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new TransientHttpException(
                $"Tagging {address.ToUri()} failed: {NetworkFailure.Describe(error)}",
                isTimeout: false,
                error
            );
        }
    }

    private static Exception AsAttempt(SourceException error) => error.IsTransient ? TransientHttpException.Of(error) : error;

    private async Task MergeAsync(
        S3Address address,
        BucketPolicy policy,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        AmazonS3Client client = clients.ClientFor(address, policy);
        GetObjectTaggingResponse found = await client.GetObjectTaggingAsync(
            new()
            {
                BucketName = address.Bucket,
                Key = address.Key,
                VersionId = address.VersionId,
            },
            cancellationToken
        );
        List<S3Tag> before = found.Tagging ?? [];
        if (tags.All(t => before.Exists(b => b.Key == t.Key && b.Value == t.Value)))
        {
            return; // A notification that came twice writes once.
        }

        List<S3Tag> after =
        [
            .. before.Where(b => !tags.ContainsKey(b.Key)),
            .. tags.Select(t => new S3Tag { Key = t.Key, Value = t.Value }),
        ];
        await client.PutObjectTaggingAsync(
            new()
            {
                BucketName = address.Bucket,
                Key = address.Key,
                VersionId = address.VersionId,
                Tagging = new() { TagSet = after },
            },
            cancellationToken
        );
    }
}
