using Polly;
using Polly.Retry;

namespace Cog.Sources.Http;

/// <summary>When and how often an HTTP read is tried again.</summary>
internal static class HttpRetries
{
    private static readonly Lazy<ResiliencePipeline> s_default = new(() => Build(HttpRangeSourceOptions.Default));

    /// <summary>Reads a range; of none, nothing is asked for, since HTTP cannot.</summary>
    /// <param name="options">How often, and how long between.</param>
    /// <param name="range">What to read.</param>
    /// <param name="attempt">Reads it once.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public static async ValueTask<RangeRead> ReadAsync(
        HttpRangeSourceOptions options,
        ByteRange range,
        Func<CancellationToken, ValueTask<RangeRead>> attempt,
        CancellationToken cancellationToken
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(range.Offset, nameof(range));
        ArgumentOutOfRangeException.ThrowIfNegative(range.Length, nameof(range));
        cancellationToken.ThrowIfCancellationRequested();
        return range.Length == 0
            ? new(default, null, null)
            : await ExecuteAsync(options, static (attempt, token) => attempt(token), attempt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Tries, and tries again after a <see cref="TransientHttpException"/>: what the object's owner decided (4xx) is not asked twice. When
    /// no attempt is left, it leaves as the <see cref="CogException"/> that it stands for.
    /// </summary>
    /// <remarks>
    /// The first attempt runs outside the pipeline, and most reads need no other: making the pipeline takes 2.5 ms of a cold start, a
    /// quarter of a read's.
    /// </remarks>
    /// <param name="options">How often, and how long after.</param>
    /// <param name="attempt">One attempt.</param>
    /// <param name="state">What it is told.</param>
    /// <param name="cancellationToken">Ends it all, waits included.</param>
    public static async ValueTask<T> ExecuteAsync<T, TState>(
        HttpRangeSourceOptions options,
        Func<TState, CancellationToken, ValueTask<T>> attempt,
        TState state,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await attempt(state, cancellationToken).ConfigureAwait(false);
        }
        catch (TransientHttpException error) when (options.MaxRetries == 0)
        {
            throw error.AsCogException();
        }
        catch (TransientHttpException error)
        {
            return await RetryAsync(options, error, attempt, state, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask<T> RetryAsync<T, TState>(
        HttpRangeSourceOptions options,
        TransientHttpException first,
        Func<TState, CancellationToken, ValueTask<T>> attempt,
        TState state,
        CancellationToken cancellationToken
    )
    {
        ResiliencePipeline pipeline = ReferenceEquals(options, HttpRangeSourceOptions.Default) ? s_default.Value : Build(options);
        TransientHttpException? failed = first;
        try
        {
            return await pipeline
                .ExecuteAsync(
                    // The first attempt, once more told.
                    token => Interlocked.Exchange(ref failed, null) is { } error ? throw error : attempt(state, token),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (TransientHttpException error)
        {
            throw error.AsCogException();
        }
    }

    private static ResiliencePipeline Build(HttpRangeSourceOptions options) =>
        new ResiliencePipelineBuilder()
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<TransientHttpException>(),
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.RetryDelay,
                    MaxDelay = options.MaxRetryDelay,
                    DelayGenerator = arguments =>
                        ValueTask.FromResult(
                            (arguments.Outcome.Exception as TransientHttpException)?.RetryAfter is { } wish && wish > TimeSpan.Zero
                                ? TimeSpan.FromTicks(Math.Min(wish.Ticks, options.MaxRetryDelay.Ticks))
                                : (TimeSpan?)null
                        ), // null: the back-off above.
                }
            )
            .Build();
}
