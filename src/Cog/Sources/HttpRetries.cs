using Polly;
using Polly.Retry;

namespace Cog.Sources;

/// <summary>When and how often an HTTP read is tried again.</summary>
internal static class HttpRetries
{
    private static readonly ResiliencePipeline s_default = Build(HttpRangeSourceOptions.Default);

    /// <summary>Retries of <see cref="TransientHttpException"/> alone: what the object's owner decided (4xx) is not asked twice.</summary>
    public static ResiliencePipeline Create(HttpRangeSourceOptions options) =>
        ReferenceEquals(options, HttpRangeSourceOptions.Default) ? s_default : Build(options);

    private static ResiliencePipeline Build(HttpRangeSourceOptions options) =>
        options.MaxRetries == 0
            ? ResiliencePipeline.Empty
            : new ResiliencePipelineBuilder()
                .AddRetry(new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<TransientHttpException>(),
                    MaxRetryAttempts = options.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.RetryDelay,
                    MaxDelay = options.MaxRetryDelay,
                    DelayGenerator = arguments => ValueTask.FromResult(
                        (arguments.Outcome.Exception as TransientHttpException)?.RetryAfter is { } wish && wish > TimeSpan.Zero
                            ? TimeSpan.FromTicks(Math.Min(wish.Ticks, options.MaxRetryDelay.Ticks))
                            : (TimeSpan?)null), // null: the back-off above.
                })
                .Build();
}
