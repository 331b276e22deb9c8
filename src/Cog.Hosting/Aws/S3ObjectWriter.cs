using System.Runtime.InteropServices;
using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>Objects put into S3 (s3:PutObject), each in one request.</summary>
internal sealed class S3ObjectWriter(S3Clients clients)
{
    /// <summary>Writes one, in the place of any that has its name.</summary>
    /// <param name="address">The object.</param>
    /// <param name="content">All of it.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">S3 does not take it.</exception>
    public Task PutAsync(S3Address address, ObjectContent content, CancellationToken cancellationToken) =>
        S3Attempts.RunAsync(
            clients,
            address,
            "Writing",
            async (client, token) =>
            {
                ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(content.Bytes, out ArraySegment<byte> array)
                    ? array
                    : content.Bytes.ToArray();
                using var body = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
                await client.PutObjectAsync(
                    new()
                    {
                        BucketName = address.Bucket,
                        Key = address.Key,
                        InputStream = body,
                        Headers = { ContentType = content.MediaType, ContentEncoding = content.Encoding },
                        UseChunkEncoding = false, // Other stores than Amazon's know no other.
                    },
                    token
                );
            },
            cancellationToken
        );
}

/// <summary>What is in an object.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="MediaType">Its Content-Type.</param>
/// <param name="Encoding">Its Content-Encoding; null for none.</param>
internal readonly record struct ObjectContent(ReadOnlyMemory<byte> Bytes, string MediaType, string? Encoding = null);
