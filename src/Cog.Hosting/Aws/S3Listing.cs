using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>The objects of a folder in S3 (s3:ListBucket): for commands; no function lists anything.</summary>
internal static class S3Listing
{
    /// <summary>Lists them, a thousand at a time.</summary>
    /// <param name="clients">How S3 is reached.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="prefix">What their keys begin with.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="CogException">S3 does not tell.</exception>
    public static async IAsyncEnumerable<(string Key, DateTimeOffset Written)> ListAsync(
        S3Clients clients,
        string bucket,
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? next = null;
        do
        {
            string? token = next;
            ListObjectsV2Response? page = null;
            await S3Attempts.RunAsync(
                clients,
                new(bucket, prefix.Length > 0 ? prefix : "/", null),
                "Listing",
                async (client, cancellation) =>
                    page = await client.ListObjectsV2Async(
                        new()
                        {
                            BucketName = bucket,
                            Prefix = prefix,
                            ContinuationToken = token,
                            RequestPayer = clients.Options.PolicyOf(bucket).RequesterPays ? RequestPayer.Requester : null,
                        },
                        cancellation
                    ),
                cancellationToken
            );
            foreach (S3Object item in page!.S3Objects ?? [])
            {
                yield return (item.Key, new DateTimeOffset((item.LastModified ?? DateTime.UnixEpoch).ToUniversalTime()));
            }

            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        } while (next is not null);
    }
}
