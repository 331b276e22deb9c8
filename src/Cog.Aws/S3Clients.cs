using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace Cog.Aws;

/// <summary>S3 clients, one for each region and role, made when first needed and kept. Where a bucket lives is found out once.</summary>
/// <remarks>
/// Everything the SDK would look for in profile files or metadata services is said outright: a client then starts without a file or network access
/// of its own (see <see cref="AwsCredentials"/>). Dual-stack and FIPS endpoints are the SDK's own settings: AWS_USE_DUALSTACK_ENDPOINT, AWS_USE_FIPS_ENDPOINT.
/// </remarks>
public sealed class S3Clients(AwsOptions options) : IDisposable
{
    private const int MaxRememberedBuckets = 4096;

    private readonly ConcurrentDictionary<(string Region, string? Role), Lazy<AmazonS3Client>> _clients = new();
    private readonly ConcurrentDictionary<string, string> _regions = new();
    private readonly Lazy<AWSCredentials> _credentials = new(() => options.Unsigned ? new AnonymousAWSCredentials() : AwsCredentials.Find());

    public AwsOptions Options => options;

    /// <summary>Opens an object; sends nothing.</summary>
    /// <param name="address">The object.</param>
    /// <param name="requesterPays">Whether this caller asked to pay; counts for buckets whose policy lets callers ask.</param>
    public S3RangeSource Open(S3Address address, bool requesterPays = false)
    {
        BucketPolicy policy = options.PolicyOf(address.Bucket);
        return new(this, address, policy, policy.RequesterPays || (requesterPays && policy.RequesterPaysOnRequest));
    }

    /// <summary>The client for a bucket.</summary>
    internal AmazonS3Client ClientFor(string bucket, BucketPolicy policy)
    {
        string region = policy.Region ?? _regions.GetValueOrDefault(bucket, options.Region);
        return _clients.GetOrAdd((region, policy.RoleArn), key => new(() => Create(key.Region, key.Role))).Value;
    }

    /// <summary>Notes where a bucket lives.</summary>
    /// <returns>False when that was known already, or is fixed by the bucket's policy: then another try would be the same.</returns>
    internal bool Remember(string bucket, BucketPolicy policy, string region)
    {
        if (policy.Region is not null || options.S3Endpoint is not null || _regions.GetValueOrDefault(bucket, options.Region) == region)
        {
            return false;
        }

        if (_regions.Count >= MaxRememberedBuckets)
        {
            _regions.Clear(); // Costs one redirect a bucket; a hostile list of names costs no memory.
        }

        _regions[bucket] = region;
        return true;
    }

    private AmazonS3Client Create(string region, string? role)
    {
        var config = new AmazonS3Config
        {
            DefaultConfigurationMode = DefaultConfigurationMode.Standard, // "auto" would ask the instance metadata service.
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 0, // Retries are ours: they cover the body, too, and know the deadline.
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED, // Checksums are of whole objects, not of ranges.
            Timeout = options.AttemptTimeout,
            ConnectTimeout = TimeSpan.FromSeconds(2),
            AllowAutoRedirect = false,
        };

        if (options.S3Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return new(CredentialsFor(role), config);
    }

    private AWSCredentials CredentialsFor(string? role) =>
        role is null || options.Unsigned
            ? _credentials.Value
            : new AssumedRoleCredentials(
                new AmazonSecurityTokenServiceClient(_credentials.Value, new AmazonSecurityTokenServiceConfig { RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region) }),
                role);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<AmazonS3Client> client in _clients.Values.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }
    }
}
