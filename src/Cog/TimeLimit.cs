namespace Cog;

/// <summary>Bounds an operation by <see cref="CogLimits.MaxTimePerRequest"/>.</summary>
internal static class TimeLimit
{
    /// <summary>Runs an operation, whose token ends with the caller's or when the time is up.</summary>
    /// <param name="subject">What takes so long, for the message.</param>
    /// <param name="limits">For the time.</param>
    /// <param name="operation">Must heed its token.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="LimitExceededException">The time was up before the caller's token ended.</exception>
    public static async Task<T> RunAsync<T>(
        string subject,
        CogLimits limits,
        Func<CancellationToken, Task<T>> operation,
        CancellationToken cancellationToken
    )
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        clock.CancelAfter(limits.MaxTimePerRequest);
        try
        {
            return await operation(clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw LimitExceededException.Of($"{subject} takes longer", limits.MaxTimePerRequest);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(
        string subject,
        CogLimits limits,
        Func<CancellationToken, Task> operation,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            subject,
            limits,
            async token =>
            {
                await operation(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken
        );
}
