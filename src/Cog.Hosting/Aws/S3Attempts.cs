using Amazon.Runtime;
using Amazon.S3;
using Cog.Aws;
using Cog.Sources;
using Cog.Sources.Http;

namespace Cog.Hosting.Aws;

/// <summary>Requests to S3 that write: each within its time, tried again where that may help, failures in the reader's words.</summary>
internal static class S3Attempts
{
    /// <summary>Runs a request.</summary>
    /// <param name="clients">How S3 is reached.</param>
    /// <param name="address">The object.</param>
    /// <param name="what">What is done to it, e.g. <c>Tagging</c>.</param>
    /// <param name="send">Sends it; may be called again.</param>
    /// <param name="cancellationToken">Abandons it.</param>
    /// <exception cref="CogException">S3 does not do it.</exception>
    public static async Task RunAsync(
        S3Clients clients,
        S3Address address,
        string what,
        Func<AmazonS3Client, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        await HttpRetries.ExecuteAsync(
            HttpRangeSourceOptions.Default,
            static async (state, token) => await AttemptAsync(state.clients, state.address, state.what, state.send, token),
            (clients, address, what, send),
            cancellationToken
        );
    }

    private static async Task<bool> AttemptAsync(
        S3Clients clients,
        S3Address address,
        string what,
        Func<AmazonS3Client, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        BucketPolicy policy = clients.Options.PolicyOf(address.Bucket);
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(clients.Options.AttemptTimeout);
        try
        {
            await send(clients.ClientFor(address, policy), attempt.Token);
            return true;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientHttpException(
                $"{what} {address.ToUri()} took longer than {clients.Options.AttemptTimeout.TotalSeconds:0.###} s.",
                isTimeout: true,
                error
            );
        }
        catch (AmazonS3Exception error)
        {
            throw AsAttempt(S3Errors.Translate(S3Exception.Of(error), address, null, policy, requesterPays: false));
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException)
        {
            throw AsAttempt(S3Errors.TranslateCredentials(error, address.ToUri(), policy.RoleArn));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new TransientHttpException($"{what} {address.ToUri()} failed: {NetworkFailure.Describe(error)}", isTimeout: false, error);
        }
    }

    private static Exception AsAttempt(SourceException error) => error.IsTransient ? TransientHttpException.Of(error) : error;
}
