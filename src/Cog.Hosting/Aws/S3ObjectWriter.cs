using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>Small objects put into S3 (s3:PutObject).</summary>
internal sealed class S3ObjectWriter(S3Clients clients)
{
    /// <summary>Writes one, in the place of any that has its name.</summary>
    /// <param name="address">The object.</param>
    /// <param name="content">All of it.</param>
    /// <param name="mediaType">Its Content-Type.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">S3 does not take it.</exception>
    public Task PutAsync(S3Address address, byte[] content, string mediaType, CancellationToken cancellationToken) =>
        S3Attempts.RunAsync(
            clients,
            address,
            "Writing",
            async (client, token) =>
            {
                using var body = new MemoryStream(content, writable: false);
                await client.PutObjectAsync(
                    new()
                    {
                        BucketName = address.Bucket,
                        Key = address.Key,
                        InputStream = body,
                        ContentType = mediaType,
                        UseChunkEncoding = false, // Other stores than Amazon's know no other.
                    },
                    token
                );
            },
            cancellationToken
        );
}
