namespace Cog.Cli;

/// <summary>Why a file of this machine could not be read or written, in words: a native program has those of .NET left out.</summary>
internal static class FileErrors
{
    /// <summary>A failure to read.</summary>
    public static CommandException Reading(string path, Exception error) => new($"{path} cannot be read: {ReasonOf(path, error)}");

    /// <summary>A failure to write.</summary>
    public static CommandException Writing(string path, Exception error) => new($"{path} cannot be written: {ReasonOf(path, error)}");

    /// <summary>Whether an exception is such a failure.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>Why, in words.</summary>
    public static string ReasonOf(string path, Exception error) =>
        error switch
        {
            _ when Directory.Exists(path) => "it is a folder.",
            FileNotFoundException => "there is no such file.",
            DirectoryNotFoundException => "there is no such folder.",
            UnauthorizedAccessException => "permission denied.",
            PathTooLongException => "the name is too long.",
            IOException { HResult: NoSpace } => "no space is left there.",
            IOException { HResult: var code and > 0 } => $"the system says {code}.",
            _ => error.Message,
        };

    private const int NoSpace = 28; // ENOSPC: .NET gives the system's own number where it has no exception of its own.
}
