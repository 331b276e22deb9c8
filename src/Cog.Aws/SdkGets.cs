using Amazon.S3;
using Amazon.S3.Model;

namespace Cog.Aws;

/// <summary>Through the SDK: for all kinds of buckets, and credentials from anywhere.</summary>
/// <param name="client">Of the bucket's region, and of who asks.</param>
/// <param name="address">The object.</param>
internal sealed class SdkGets(AmazonS3Client client, S3Address address) : IS3Gets
{
    /// <inheritdoc/>
    public async Task<S3Answer> GetAsync(S3Get get, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = address.Bucket,
            Key = address.Key,
            VersionId = address.VersionId,
            ByteRange = new(get.Range.Offset, get.Range.End - 1), // The last byte is part of it.
            EtagToMatch = get.IfMatch,
            RequestPayer = get.RequesterPays ? RequestPayer.Requester : null,
        };
        try
        {
            GetObjectResponse response = await client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            return new(response, response.ResponseStream)
            {
                IsPart = response.HttpStatusCode == System.Net.HttpStatusCode.PartialContent,
                ETag = response.ETag,
                ContentRange = response.ContentRange,
                Length = response.ContentLength,
            };
        }
        catch (AmazonS3Exception error)
        {
            throw S3Exception.Of(error);
        }
    }
}
