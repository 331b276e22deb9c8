namespace Cog.Aws;

/// <summary>How S3 and DynamoDB are reached. Filled from the environment in one place, CogOptions.</summary>
public sealed record AwsOptions
{
    public static AwsOptions Default { get; } = new();

    /// <summary>This deployment's region.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Another S3 than Amazon's (MinIO, R2, radosgw), addressed by path; null for Amazon's.</summary>
    public Uri? S3Endpoint { get; init; }

    /// <summary>Another DynamoDB than Amazon's; null for Amazon's.</summary>
    public Uri? DynamoDbEndpoint { get; init; }

    /// <summary>True: S3 requests carry no signature, for public buckets.</summary>
    public bool Unsigned { get; init; }

    /// <summary>True: every bucket is read with RequestPayer=requester.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>Policies by bucket name.</summary>
    public IReadOnlyDictionary<string, BucketPolicy> Buckets { get; init; } = new Dictionary<string, BucketPolicy>();

    /// <summary>For one attempt of a read, from asking to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The policy of a bucket.</summary>
    public BucketPolicy PolicyOf(string bucket)
    {
        BucketPolicy policy = Buckets.GetValueOrDefault(bucket, BucketPolicy.Default);
        return RequesterPays ? policy with { RequesterPays = true } : policy;
    }
}
