using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Cog.Testing.Aws;

namespace Cog.Testing.Web.Aws;

/// <summary>A bucket of a <see cref="RadosGateway"/>, made by its owner for one test.</summary>
internal sealed class S3Bucket : IDisposable
{
    private readonly AmazonS3Client _owner;

    private S3Bucket(AmazonS3Client owner, string name) => (_owner, Name) = (owner, name);

    public string Name { get; }

    public static async Task<S3Bucket> CreateAsync(RadosGateway gateway)
    {
        var owner = new AmazonS3Client(
            new BasicAWSCredentials(RadosGateway.Owner.Key, RadosGateway.Owner.Secret),
            new AmazonS3Config
            {
                ServiceURL = gateway.Endpoint.AbsoluteUri,
                ForcePathStyle = true,
                HttpClientFactory = new Cog.Aws.LeadingSlashes(),
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, // radosgw knows no trailing checksums.
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            }
        );
        string name = $"bucket-{Guid.NewGuid():N}";
        await owner.PutBucketAsync(name, TestContext.Current.CancellationToken);
        return new(owner, name);
    }

    public string UriOf(string key) => $"s3://{Name}/{key}";

    /// <returns>The version's id, where the bucket keeps versions.</returns>
    public async Task<string?> PutAsync(string key, byte[] content)
    {
        Cog.Aws.LeadingSlashes.Expect(key);
        PutObjectResponse answer = await _owner.PutObjectAsync(
            new()
            {
                BucketName = Name,
                Key = key,
                InputStream = new MemoryStream(content),
                UseChunkEncoding = false,
            },
            TestContext.Current.CancellationToken
        );
        return answer.VersionId;
    }

    public Task TagAsync(string key, params (string Name, string Value)[] tags) =>
        _owner.PutObjectTaggingAsync(
            new()
            {
                BucketName = Name,
                Key = key,
                Tagging = new() { TagSet = [.. tags.Select(t => new Amazon.S3.Model.Tag { Key = t.Name, Value = t.Value })] },
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>name=value, by name.</summary>
    public async Task<string[]> TagsOfAsync(string key)
    {
        Cog.Aws.LeadingSlashes.Expect(key);
        GetObjectTaggingResponse found = await _owner.GetObjectTaggingAsync(
            new() { BucketName = Name, Key = key },
            TestContext.Current.CancellationToken
        );
        return [.. found.Tagging.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal)];
    }

    public Task DeleteAsync(string key) => _owner.DeleteObjectAsync(Name, key, TestContext.Current.CancellationToken);

    public Task KeepVersionsAsync() =>
        _owner.PutBucketVersioningAsync(
            new()
            {
                BucketName = Name,
                VersioningConfig = new() { Status = VersionStatus.Enabled },
            },
            TestContext.Current.CancellationToken
        );

    public Task MakeRequesterPayAsync() =>
        _owner.PutBucketRequestPaymentAsync(
            new()
            {
                BucketName = Name,
                RequestPaymentConfiguration = new() { Payer = "Requester" },
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>Lets others read.</summary>
    /// <param name="principal"><c>"*"</c>, or <c>{"AWS": "arn:aws:iam:::user/stranger"}</c>.</param>
    public Task AllowReadingAsync(string principal = """{"AWS": "arn:aws:iam:::user/stranger"}""") =>
        _owner.PutBucketPolicyAsync(
            Name,
            $$"""
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {{principal}}, "Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": "arn:aws:s3:::{{Name}}/*"}]}
            """,
            TestContext.Current.CancellationToken
        );

    public void Dispose() => _owner.Dispose();
}
