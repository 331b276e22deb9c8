namespace Cog.Hosting.Failures;

/// <summary>
/// What may go wrong when a file is opened and read. What a caller is told of it, and whether it is worth another try, is decided by kind.
/// </summary>
internal enum FailureKind
{
    /// <summary>A fault of this program.</summary>
    Fault,

    /// <summary>The request cannot be understood, or asks for what there is not.</summary>
    InvalidRequest,

    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>This deployment may not read the object.</summary>
    AccessDenied,

    /// <summary>The file is another kind of file, or empty.</summary>
    NotATiff,

    /// <summary>The file breaks the TIFF or GeoTIFF specification.</summary>
    Malformed,

    /// <summary>The file uses something that this reader does not have.</summary>
    Unsupported,

    /// <summary>There is no projection for the file's CRS, or the one asked for.</summary>
    UnsupportedCrs,

    /// <summary>The window reaches outside the image, and BOUNDLESS_READ is off.</summary>
    OutsideImage,

    /// <summary>A ceiling of <see cref="CogLimits"/>, or of a bucket's policy, other than time.</summary>
    LimitExceeded,

    /// <summary>There is not enough memory for the result.</summary>
    OutOfMemory,

    /// <summary>The object was overwritten while it was read, more than once.</summary>
    Changed,

    /// <summary>The store answered, but not with the bytes that were asked for.</summary>
    Unavailable,

    /// <summary>The store did not answer in time, or there was no time left.</summary>
    TimedOut,
}

/// <summary>A failure: what happened, and what is said of it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Message">One or more sentences for the caller; of a limit that a setting sets, the setting's name, too.</param>
internal readonly record struct Failure(FailureKind Kind, string Message)
{
    /// <summary>
    /// What the store itself said, where that is not part of <see cref="Message"/>: for whoever runs this, since it may name roles and
    /// keys; null for nothing.
    /// </summary>
    public string? StoreMessage { get; private init; }

    /// <summary>All that is known, for whoever runs this.</summary>
    public string FullMessage => StoreMessage is null ? Message : $"{Message} The store says: {StoreMessage}";

    /// <summary>
    /// Whether the same request may end better later. What the file itself lacks, it lacks then, too; permission may be given.
    /// </summary>
    public bool IsTransient =>
        Kind
            is FailureKind.Fault
                or FailureKind.AccessDenied
                or FailureKind.OutOfMemory
                or FailureKind.Changed
                or FailureKind.Unavailable
                or FailureKind.TimedOut;

    /// <summary>The one table from exceptions to kinds.</summary>
    public static Failure Of(Exception error) =>
        new(KindOf(error), MessageOf(error))
        {
            StoreMessage =
                error is SourceAccessDeniedException { InnerException.Message: { Length: > 0 } said }
                && !error.Message.Contains(said, StringComparison.Ordinal)
                    ? said
                    : null,
        };

    private static FailureKind KindOf(Exception error) =>
        error switch
        {
            BadHttpRequestException => FailureKind.InvalidRequest,
            SourceNotFoundException => FailureKind.NotFound,
            SourceAccessDeniedException => FailureKind.AccessDenied,
            InvalidTiffException { IsAnotherFormat: true } => FailureKind.NotATiff,
            InvalidTiffException => FailureKind.Malformed,
            UnsupportedTiffException => FailureKind.Unsupported,
            UnsupportedCrsException => FailureKind.UnsupportedCrs,
            WindowOutsideImageException => FailureKind.OutsideImage,
            LimitExceededException { Limit: nameof(CogLimits.MaxTimePerRequest) } => FailureKind.TimedOut,
            LimitExceededException => FailureKind.LimitExceeded,
            OutOfMemoryException => FailureKind.OutOfMemory,
            SourceChangedException => FailureKind.Changed,
            SourceUnavailableException => FailureKind.Unavailable,
            SourceTimeoutException or OperationCanceledException => FailureKind.TimedOut,
            _ => FailureKind.Fault,
        };

    private static string MessageOf(Exception error) =>
        error is LimitExceededException limit && LimitSettings.NameOf(limit.Limit) is { } setting
            ? $"{error.Message} The setting {setting} changes it."
            : error.Message;
}
