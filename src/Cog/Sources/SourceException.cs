namespace Cog;

/// <summary>Why an object could not be read.</summary>
public enum SourceFailure
{
    /// <summary>There is no object at that address.</summary>
    NotFound,

    /// <summary>The object's owner, or this deployment, does not let us read it.</summary>
    AccessDenied,

    /// <summary>The object was overwritten after its header was read.</summary>
    Changed,

    /// <summary>The source did not answer in time, after the retries that were allowed.</summary>
    Timeout,

    /// <summary>The source could not be reached, or answered, but not with the bytes that were asked for.</summary>
    Unavailable,
}

/// <summary>An object could not be read: the file itself may be sound.</summary>
public abstract class SourceException : CogException
{
    private protected SourceException(SourceFailure failure, string message, Exception? innerException)
        : base(message, innerException) => Failure = failure;

    /// <summary>Why the object could not be read.</summary>
    public SourceFailure Failure { get; }

    /// <summary>True when another attempt may succeed: <see cref="NetworkRangeSource"/> retries these failures.</summary>
    public bool IsTransient { get; private set; }

    /// <summary>How long the source asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>A permanent failure, to be thrown by an <see cref="IRangeSource"/>.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="message">Names the object, what was found and what was expected.</param>
    /// <param name="innerException">The cause, or null.</param>
    public static SourceException Of(SourceFailure failure, string message, Exception? innerException = null) =>
        Of(failure, message, innerException, isTransient: false, retryAfter: null);

    /// <summary>A transient failure, after which another attempt may succeed: a busy server, a broken connection.</summary>
    /// <param name="failure"><see cref="SourceFailure.Timeout"/> or <see cref="SourceFailure.Unavailable"/>.</param>
    /// <param name="message">Names the object, what was found and what was expected.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <param name="retryAfter">How long the source asks to be left alone; null for the source's own delay.</param>
    public static SourceException Transient(
        SourceFailure failure,
        string message,
        Exception? innerException = null,
        TimeSpan? retryAfter = null
    ) => Of(failure, message, innerException, isTransient: true, retryAfter);

    private static SourceException Of(
        SourceFailure failure,
        string message,
        Exception? innerException,
        bool isTransient,
        TimeSpan? retryAfter
    )
    {
        SourceException error = failure switch
        {
            SourceFailure.NotFound => new SourceNotFoundException(message, innerException),
            SourceFailure.AccessDenied => new SourceAccessDeniedException(message, innerException),
            SourceFailure.Changed => new SourceChangedException(message, innerException),
            SourceFailure.Timeout => new SourceTimeoutException(message, innerException),
            SourceFailure.Unavailable => new SourceUnavailableException(message, innerException),
            _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "There is no such failure."),
        };
        error.IsTransient = isTransient;
        error.RetryAfter = retryAfter;
        return error;
    }
}
