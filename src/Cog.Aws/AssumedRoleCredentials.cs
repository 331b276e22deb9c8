using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Cog.Aws;

/// <summary>Credentials of a role, assumed when first needed and again shortly before they expire.</summary>
/// <remarks>The SDK's own class finds its STS client by reflection, which native code does not carry.</remarks>
internal sealed class AssumedRoleCredentials : RefreshingAWSCredentials
{
    private readonly IAmazonSecurityTokenService _tokens;
    private readonly string _roleArn;

    public AssumedRoleCredentials(IAmazonSecurityTokenService tokens, string roleArn)
    {
        (_tokens, _roleArn) = (tokens, roleArn);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        AssumeRoleResponse answer = await _tokens.AssumeRoleAsync(new() { RoleArn = _roleArn, RoleSessionName = "cog-functions" });
        Credentials role = answer.Credentials;
        return new(
            new ImmutableCredentials(role.AccessKeyId, role.SecretAccessKey, role.SessionToken),
            role.Expiration?.ToUniversalTime() ?? throw new AmazonClientException($"STS gave credentials of {_roleArn} without an end.")
        );
    }

    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();
}
