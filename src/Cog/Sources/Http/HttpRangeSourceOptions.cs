namespace Cog.Sources.Http;

/// <summary>How patient a <see cref="HttpRangeSource"/> is.</summary>
internal sealed record HttpRangeSourceOptions
{
    public static HttpRangeSourceOptions Default { get; } = new();

    /// <summary>For one attempt, from asking to the last byte.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Attempts after the first, for failures that may pass: 408, 425, 429, 5xx but 501, 505 and 508, resets, cut bodies, time-outs.
    /// </summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>Before the first retry, on average; doubled for each further one, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest wait before a retry, also where the server's Retry-After asks for more.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(2);
}
