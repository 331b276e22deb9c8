using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Cog.Aws;
using Cog.Sources;

namespace Cog.Hosting.Aws;

/// <summary>Requests to the table of places, each within a time; what fails of them is a <see cref="CogException"/>.</summary>
/// <param name="table">Its name.</param>
/// <param name="options">How DynamoDB is reached.</param>
internal sealed class PlaceRequests(string table, AwsOptions options) : IDisposable
{
    private readonly TimeSpan _patience = options.AttemptTimeout;
    private readonly Lazy<AmazonDynamoDBClient> _client = new(() => CreateClient(options));

    /// <summary>Sends a request. The first one makes the client.</summary>
    /// <param name="send">Sends it; may be called once.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="SourceException">The table does not answer, or not in time.</exception>
    /// <exception cref="ConditionalCheckFailedException">A condition of the request is not met.</exception>
    public async Task<T> SendAsync<T>(Func<AmazonDynamoDBClient, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(_patience);
        try
        {
            return await send(_client.Value, limited.Token);
        }
        catch (ConditionalCheckFailedException)
        {
            throw;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw SourceException.Of(
                SourceFailure.Timeout,
                $"The table of places {table} did not answer within {_patience.TotalSeconds:0.###} s.",
                error
            );
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw SourceException.Of(
                SourceFailure.Unavailable,
                $"The table of places {table} cannot be asked: {NetworkFailure.Describe(error)}",
                error
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private static AmazonDynamoDBClient CreateClient(AwsOptions options)
    {
        AmazonDynamoDBConfig config = ClientSettings.Apply(new AmazonDynamoDBConfig(), options, options.Region, options.DynamoDbEndpoint);
        config.EndpointDiscoveryEnabled = false;
        config.MaxErrorRetry = 3;
        return options.Credentials is { } own ? new(own, config) : new(config);
    }
}
