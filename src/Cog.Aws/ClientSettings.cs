using Amazon;
using Amazon.Runtime;

namespace Cog.Aws;

/// <summary>What all SDK clients have in common.</summary>
internal static class ClientSettings
{
    /// <summary>
    /// Says outright what the SDK would look for in the environment, in profile files and in metadata services: a client then starts
    /// without a file or network access of its own.
    /// </summary>
    public static T Apply<T>(T config, AwsOptions options, string region, Uri? endpoint)
        where T : ClientConfig
    {
        config.DefaultConfigurationMode = DefaultConfigurationMode.Standard;
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 0; // Retries are ours: they cover the body, too, and know the deadline.
        config.Timeout = Timeout.InfiniteTimeSpan; // Each attempt has its own.
        config.ConnectTimeout = TimeSpan.FromSeconds(2);
        config.AllowAutoRedirect = false;
        config.IgnoreConfiguredEndpointUrls = true;
        config.UseDualstackEndpoint = options.UseDualStack && endpoint is null;
        config.UseFIPSEndpoint = options.UseFips && endpoint is null;
        config.DisableRequestCompression = true;
        config.DisableLogging = true;

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
