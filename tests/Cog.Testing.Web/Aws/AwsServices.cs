using Amazon.Runtime;
using Cog.Aws;
using Cog.Testing.Aws;

namespace Cog.Testing.Web.Aws;

/// <summary>The stand-ins for AWS, each started when the first test asks for it, once for the run, and stopped at its end.</summary>
public sealed class AwsServices : IAsyncDisposable
{
    private readonly Lazy<Task<RadosGateway>> _gateway = new(() => AloneAsync("radosgw", RadosGateway.StartAsync));
    private readonly Lazy<Task<Dynalite>> _dynalite = new(() => AloneAsync("npm", Dynalite.StartAsync));

    /// <summary>S3; skips the test where it is missing.</summary>
    internal async Task<RadosGateway> S3Async()
    {
        Assert.SkipWhen(RadosGateway.Missing is not null, RadosGateway.Missing ?? "");
        return await _gateway.Value;
    }

    /// <summary>DynamoDB; skips the test where it is missing.</summary>
    internal async Task<Dynalite> DynamoDbAsync()
    {
        Assert.SkipWhen(Dynalite.Missing is not null, Dynalite.Missing ?? "");
        return await _dynalite.Value;
    }

    /// <summary>Options for S3 as one account sees it.</summary>
    /// <param name="endpoint">The gateway, or a proxy before it.</param>
    /// <param name="account">See <see cref="RadosGateway.Owner"/>.</param>
    public static AwsOptions Options(Uri endpoint, (string Key, string Secret) account) =>
        new() { S3Endpoint = endpoint, Credentials = new BasicAWSCredentials(account.Key, account.Secret) };

    public async ValueTask DisposeAsync()
    {
        if (_gateway.IsValueCreated)
        {
            await (await _gateway.Value).DisposeAsync();
        }

        if (_dynalite.IsValueCreated)
        {
            await (await _dynalite.Value).DisposeAsync();
        }
    }

    // Each process has a service of its own, on free ports; two that start at once would take the same ones, and npm writes one folder.
    private static async Task<T> AloneAsync<T>(string name, Func<Task<T>> start)
    {
        using IDisposable alone = await OneAtATime.EnterAsync(name);
        return await start();
    }
}
