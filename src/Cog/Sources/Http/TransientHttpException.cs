namespace Cog.Sources.Http;

/// <summary>A failure that another attempt may mend. Never leaves <see cref="HttpRetries"/>.</summary>
internal sealed class TransientHttpException(string message, bool isTimeout, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the server asked for; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A failure that says of itself that it may pass.</summary>
    public static TransientHttpException Of(SourceException error) =>
        new(error.Message, error.Failure == SourceFailure.Timeout, error.InnerException) { RetryAfter = error.RetryAfter };

    /// <summary>The failure as a caller sees it, when no attempt is left.</summary>
    public CogException AsCogException() =>
        isTimeout ? new SourceTimeoutException(Message, this) : new SourceUnavailableException(Message, this);
}
