using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>How S3 and DynamoDB are reached. <see cref="AwsSettings"/> fills it from the environment.</summary>
public sealed record AwsOptions
{
    /// <summary>Amazon's S3 in us-east-1, with the credentials that the SDK finds.</summary>
    public static AwsOptions Default { get; } = new();

    /// <summary>This deployment's region, us-east-1. <c>AWS_REGION</c>, or <c>AWS_DEFAULT_REGION</c>.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>
    /// This deployment's credentials; null: the SDK looks for them in profile files and metadata services, which costs a cold start more
    /// than a read.
    /// <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c>, <c>AWS_SESSION_TOKEN</c>.
    /// </summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>True: S3 requests carry no signature, for public buckets. False. <c>AWS_NO_SIGN_REQUEST</c>.</summary>
    public bool Unsigned { get; init; }

    /// <summary>
    /// Another S3 than Amazon's (MinIO, R2, radosgw), none. <c>AWS_ENDPOINT_URL_S3</c>, GDAL's <c>AWS_S3_ENDPOINT</c> (host and port, with
    /// <c>AWS_HTTPS</c>), or <c>AWS_ENDPOINT_URL</c>.
    /// </summary>
    public Uri? S3Endpoint { get; init; }

    /// <summary>
    /// With <see cref="S3Endpoint"/>: true puts the bucket into the host's name, false into the path. False, unlike GDAL, since few such
    /// stores have a name for each bucket. <c>AWS_VIRTUAL_HOSTING</c>.
    /// </summary>
    public bool S3VirtualHosting { get; init; }

    /// <summary>Another DynamoDB than Amazon's, none. <c>AWS_ENDPOINT_URL_DYNAMODB</c>, or <c>AWS_ENDPOINT_URL</c>.</summary>
    internal Uri? DynamoDbEndpoint { get; init; }

    /// <summary>
    /// Another STS than Amazon's, for the roles of <see cref="Buckets"/>, none. <c>AWS_ENDPOINT_URL_STS</c>, or <c>AWS_ENDPOINT_URL</c>.
    /// </summary>
    public Uri? StsEndpoint { get; init; }

    /// <summary>Amazon's endpoints that IPv6 reaches, too, false. <c>AWS_USE_DUALSTACK_ENDPOINT</c>.</summary>
    public bool UseDualStack { get; init; }

    /// <summary>Amazon's endpoints with FIPS 140 cryptography, false. <c>AWS_USE_FIPS_ENDPOINT</c>.</summary>
    public bool UseFips { get; init; }

    /// <summary>True: every bucket is read with RequestPayer=requester. False. <c>AWS_REQUEST_PAYER=requester</c>.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>
    /// Policies by bucket name, none. <c>COG_REQUESTER_PAYS_BUCKETS</c> and <c>COG_REQUESTER_PAYS_ON_REQUEST</c>, names separated by spaces
    /// or commas;
    /// <c>COG_BUCKETS</c>, a JSON table, which decides where it says something:
    /// <c>{"name": {"payer": "requester" or "on-request", "region": "eu-west-1", "role": "arn:…", "maxBytes": 1000000}}</c>.
    /// </summary>
    public IReadOnlyDictionary<string, BucketPolicy> Buckets { get; init; } = new Dictionary<string, BucketPolicy>();

    /// <summary>
    /// The DynamoDB table that keeps headers for all, none: headers are then kept by each process alone. <c>COG_HEADER_CACHE_TABLE</c>.
    /// </summary>
    internal string? HeaderTable { get; init; }

    /// <summary>
    /// Seconds that a header stays in that table, 3600. An object overwritten meanwhile is noticed by the next block read; an answer made
    /// of the header alone may be as old as this. <c>COG_HEADER_TTL_SECONDS</c>.
    /// </summary>
    internal TimeSpan HeaderTableMaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time limit of one attempt of a read, from the request to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For one question to the header table, from asking to the answer. There is one attempt: the object itself can be asked.
    /// </summary>
    internal TimeSpan HeaderTableTimeout { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The policy of a bucket: its own, or one of this deployment's defaults.</summary>
    public BucketPolicy PolicyOf(string bucket)
    {
        BucketPolicy policy = Buckets.GetValueOrDefault(bucket, BucketPolicy.Default);
        return RequesterPays ? policy with { RequesterPays = true } : policy;
    }
}
