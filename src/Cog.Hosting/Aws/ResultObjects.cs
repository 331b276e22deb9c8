using System.Security.Cryptography;
using Amazon.S3;
using Cog.Aws;

namespace Cog.Hosting.Aws;

/// <summary>
/// Answers that are too large for whoever stands in front, as objects in S3, each behind a signed address that can be used for a time.
/// </summary>
/// <param name="clients">How S3 is reached.</param>
/// <param name="location">The bucket, and the prefix as its key.</param>
/// <param name="lifetime">How long an address can be used; that of the credentials ends it, too.</param>
internal sealed class ResultObjects(S3Clients clients, S3Address location, TimeSpan lifetime)
{
    /// <summary>Keeps an answer. The same answer is the same object, however often it is made.</summary>
    /// <param name="content">The body.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <returns>Where it can be read, by GET.</returns>
    /// <exception cref="CogException">S3 does not take it.</exception>
    public async Task<string> KeepAsync(ObjectContent content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{content.MediaType}\n{content.Encoding}\n"));
        hash.AppendData(content.Bytes.Span);
        string name = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
        var address = new S3Address(location.Bucket, $"{location.Key}/{name}", null);

        string signed = "";
        await new S3ObjectWriter(clients).PutAsync(address, content, cancellationToken);
        await S3Attempts.RunAsync(
            clients,
            address,
            "Signing",
            async (client, _) => signed = await SignAsync(client, address),
            cancellationToken
        );
        return signed;
    }

    private Task<string> SignAsync(AmazonS3Client client, S3Address address) =>
        client.GetPreSignedURLAsync(
            new()
            {
                BucketName = address.Bucket,
                Key = address.Key,
                Verb = HttpVerb.GET,
                Expires = DateTime.UtcNow + lifetime,
                Protocol = clients.Options.S3Endpoint?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS,
            }
        );
}
