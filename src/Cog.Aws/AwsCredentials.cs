using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Cog.Aws;

/// <summary>Where credentials come from, the cheapest way first.</summary>
internal static class AwsCredentials
{
    /// <summary>
    /// A Lambda has its credentials in its environment. Asking the SDK's default chain instead would read profile files and, where those are missing,
    /// probe metadata services first: that is for everybody else.
    /// </summary>
    public static AWSCredentials Find() =>
        Environment.GetEnvironmentVariable("AWS_ACCESS_KEY_ID") is { Length: > 0 } && Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY") is { Length: > 0 }
            ? new EnvironmentVariablesAWSCredentials()
            : DefaultAWSCredentialsIdentityResolver.GetCredentials();
}
