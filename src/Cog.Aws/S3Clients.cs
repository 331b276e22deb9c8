using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace Cog.Aws;

/// <summary>
/// S3 clients, one for each region and role (and for keys that begin with a slash), made when first needed and kept. Where a bucket lives
/// is found out once.
/// </summary>
public sealed class S3Clients(AwsOptions options) : IDisposable
{
    private const int MaxRememberedBuckets = 4096;

    private readonly ConcurrentDictionary<(string Region, string? Role, bool WithSlash), Lazy<AmazonS3Client>> _clients = new();
    private readonly ConcurrentDictionary<(string Region, string? Role), S3Signer> _signers = new();
    private readonly ConcurrentDictionary<string, string> _regions = new();
    private readonly ConcurrentDictionary<string, AssumedRoleCredentials> _roles = new();
    private readonly Lazy<AmazonSecurityTokenServiceClient> _tokens = new(() => CreateTokenClient(options));

    /// <summary>The options that the clients are made with.</summary>
    public AwsOptions Options => options;

    /// <summary>
    /// Opens an object for one request, whose bytes are counted against <see cref="BucketPolicy.MaxBytesPerRequest"/>; sends nothing.
    /// </summary>
    /// <param name="address">The object.</param>
    /// <param name="requesterPays">Whether this caller asked to pay; counts for buckets whose policy lets callers ask.</param>
    public S3RangeSource Open(S3Address address, bool requesterPays = false)
    {
        BucketPolicy policy = options.PolicyOf(address.Bucket);
        return new(this, address, policy, policy.RequesterPays || (requesterPays && policy.RequesterPaysOnRequest));
    }

    /// <summary>True: reads go through the SDK, whatever they are of.</summary>
    internal bool ReadsBySdk { get; init; }

    /// <summary>What asks for ranges of an object, for the caller to use at once.</summary>
    internal IS3Gets GetsOf(S3Address address, BucketPolicy policy)
    {
        string region = RegionOf(address, policy);

        // Where nobody has said who asks, the SDK looks for credentials.
        bool mayBeSigned = options.Unsigned || policy.RoleArn is not null || options.Credentials is not null;
        return !ReadsBySdk && mayBeSigned && S3Endpoints.AddressOf(options, address, region) is { } uri
            ? new SignedGets(uri, _signers.GetOrAdd((region, policy.RoleArn), key => new(key.Region, CredentialsOf(key.Role))))
            : new SdkGets(ClientFor(address, policy), address);
    }

    /// <summary>The client for an object, for the caller to use at once.</summary>
    internal AmazonS3Client ClientFor(S3Address address, BucketPolicy policy)
    {
        LeadingSlashes.Expect(address.Key);
        string region = RegionOf(address, policy);
        return _clients
            .GetOrAdd((region, policy.RoleArn, LeadingSlashes.Has(address.Key)), key =>
                new(() => Create(key.Region, key.Role, key.WithSlash))
            )
            .Value;
    }

    /// <summary>Notes where a bucket lives, for good, or until too many are known.</summary>
    /// <returns>False for what is not a region, or known already, or fixed by the bucket's policy: another try would be the same.</returns>
    internal bool Remember(string bucket, BucketPolicy policy, string region)
    {
        if (policy.Region is not null || !AwsSettings.IsRegion(region) || _regions.GetValueOrDefault(bucket, options.Region) == region)
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

    private AmazonS3Client Create(string region, string? role, bool withSlash)
    {
        AmazonS3Config config = ClientSettings.Apply(new AmazonS3Config(), options, region, options.S3Endpoint);
        config.ForcePathStyle = options.S3Endpoint is not null && !options.S3VirtualHosting;
        config.USEast1RegionalEndpointValue = S3UsEast1RegionalEndpointValue.Regional;
        config.DisableS3ExpressSessionAuth = false;
        config.DisableMultiregionAccessPoints = false;
        config.UseArnRegion = false;
        if (withSlash)
        {
            config.HttpClientFactory = new LeadingSlashes();
        }

        // Without credentials, the SDK looks for them when it sends its first request.
        return options.Unsigned ? new(new AnonymousAWSCredentials(), config)
            : CredentialsOf(role) is { } own ? new(own, config)
            : new(config);
    }

    private string RegionOf(S3Address address, BucketPolicy policy) =>
        policy.Region ?? _regions.GetValueOrDefault(address.Bucket, options.Region);

    private AWSCredentials? CredentialsOf(string? role) =>
        options.Unsigned ? null
        : role is not null ? _roles.GetOrAdd(role, arn => new(_tokens.Value, arn))
        : options.Credentials;

    private static AmazonSecurityTokenServiceClient CreateTokenClient(AwsOptions options)
    {
        AmazonSecurityTokenServiceConfig config = ClientSettings.Apply(
            new AmazonSecurityTokenServiceConfig(),
            options,
            options.Region,
            options.StsEndpoint
        );
        return options.Credentials is { } own ? new(own, config) : new(config);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<AmazonS3Client> client in _clients.Values.Where(c => c.IsValueCreated))
        {
            client.Value.Dispose();
        }

        if (_tokens.IsValueCreated)
        {
            _tokens.Value.Dispose();
        }
    }
}
