using Amazon;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>Settings that all SDK clients share.</summary>
internal static class ClientSettings
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);

    /// <summary>What sends requests that are signed here; each has a time-out of its own.</summary>
    public static HttpClient SignedRequests { get; } = new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Connections for requests that are signed for one address: no redirect is followed.</summary>
    public static SocketsHttpHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = s_connectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // So that a changed DNS answer is seen.
            MaxResponseDrainSize = 65_536, // An object that came instead of a range is not read to its end to save a connection.
        };

    /// <summary>
    /// Says outright what the SDK would look for in the environment, in profile files and in metadata services: a client then starts
    /// without a file or network access of its own.
    /// </summary>
    public static T Apply<T>(T config, AwsOptions options, string region, Uri? endpoint)
        where T : ClientConfig
    {
        AWSConfigs.CSMConfig.CSMEnabled = false; // Client-side monitoring, another setting of profile files.
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 0; // Retries are ours: they cover the body, too, and know the deadline.
        config.MaxStaleConnectionRetries = 0; // Ten more, at once, for any connection that breaks, pooled or not: not with ours on top.
        config.Timeout = Timeout.InfiniteTimeSpan; // Each attempt has its own.
        config.ConnectTimeout = s_connectTimeout;
        config.AllowAutoRedirect = false;
        config.IgnoreConfiguredEndpointUrls = true;
        config.UseDualstackEndpoint = options.UseDualStack && endpoint is null;
        config.UseFIPSEndpoint = options.UseFips && endpoint is null;
        config.DisableRequestCompression = true;
        config.RequestMinCompressionSizeBytes = 10_240; // Asked for all the same; the SDK's default.
        config.DisableClockSkewCorrection = true;
        config.DisableLogging = true;
        config.AccountIdEndpointMode = AccountIdEndpointMode.DISABLED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED; // S3's are of whole objects, not of ranges.
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.AuthSchemePreference = ["sigv4"];
        config.ClientAppId = "cog-functions"; // Goes into User-Agent.

        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }
}
