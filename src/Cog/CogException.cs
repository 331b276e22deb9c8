namespace Cog;

/// <summary>
/// A failure that a caller can provoke: a bad file, a bad address, a limit. Nothing else escapes <c>Cog</c>, whatever the input.
/// </summary>
public abstract class CogException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>The file breaks the TIFF or GeoTIFF specification in a way that leaves its meaning open.</summary>
public sealed class InvalidTiffException(string message, Exception? innerException = null) : CogException(message, innerException)
{
    /// <summary>True when the file does not begin as a TIFF does: it is another kind of file, or empty.</summary>
    public bool IsAnotherFormat { get; init; }
}

/// <summary>The file is legal, but uses something that this reader does not have; the message names it.</summary>
public sealed class UnsupportedTiffException(string message) : CogException(message);

/// <summary>The file, or what it claims, exceeds a limit of <see cref="CogLimits"/>; the message names the limit.</summary>
/// <param name="message">Says what was asked for, and ends with the limit's name and value.</param>
/// <param name="limit">The property's name, so that a host can say which of its settings sets it; null for a ceiling of another
/// kind.</param>
public sealed class LimitExceededException(string message, string? limit = null) : CogException(message)
{
    /// <summary>The property of <see cref="CogLimits"/> that is exceeded; null for a limit of another kind.</summary>
    public string? Limit { get; } = limit;

    /// <summary>An error that says what was found and which limit that exceeds: <c>The file has 5 pages; MaxPages is 4.</c></summary>
    /// <param name="found">What was found, without a full stop.</param>
    /// <param name="value">The property of <see cref="CogLimits"/>, by its name.</param>
    /// <param name="name">That name.</param>
    internal static LimitExceededException Of<T>(string found, T value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        string limit = name[(name.LastIndexOf('.') + 1)..];
        return new($"{found}; {limit} is {value}.", limit);
    }
}

/// <summary>There is no object at that address.</summary>
internal sealed class SourceNotFoundException(string message, Exception? innerException = null)
    : SourceException(SourceFailure.NotFound, message, innerException);

/// <summary>The object's owner, or this deployment, does not let us read it.</summary>
internal sealed class SourceAccessDeniedException(string message, Exception? innerException = null)
    : SourceException(SourceFailure.AccessDenied, message, innerException);

/// <summary>The object was overwritten after its header was read.</summary>
internal sealed class SourceChangedException(string message, Exception? innerException = null)
    : SourceException(SourceFailure.Changed, message, innerException);

/// <summary>The source did not answer in time, after the retries that were allowed.</summary>
internal sealed class SourceTimeoutException(string message, Exception? innerException = null)
    : SourceException(SourceFailure.Timeout, message, innerException);

/// <summary>The source answered, but not with the bytes that were asked for.</summary>
internal sealed class SourceUnavailableException(string message, Exception? innerException = null)
    : SourceException(SourceFailure.Unavailable, message, innerException);

/// <summary>The projection of the file's CRS, or of the one asked for, is not implemented; no approximation is used.</summary>
internal sealed class UnsupportedCrsException(string message) : CogException(message);

/// <summary>A window reaches outside the image, and <see cref="CogReaderOptions.BoundlessRead"/> is off.</summary>
internal sealed class WindowOutsideImageException(string message) : CogException(message);
