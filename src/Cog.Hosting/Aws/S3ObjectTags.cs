using Amazon.S3;
using Amazon.S3.Model;
using Cog.Aws;
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
    public Task SetAsync(S3Address address, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) =>
        S3Attempts.RunAsync(clients, address, "Tagging", (client, token) => MergeAsync(client, address, tags, token), cancellationToken);

    private static async Task MergeAsync(
        AmazonS3Client client,
        S3Address address,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
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
