using Cog.Api.Requests;

namespace Cog.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; of <c>cog validate</c>: valid.</summary>
    public const int Success = 0;

    /// <summary>The file is invalid: no TIFF, damaged, cut off. Of commands that are about no file: what was asked for failed.</summary>
    public const int Failure = 1;

    /// <summary>
    /// The file could not be read (missing, not permitted, a failure of the network, a limit), has nothing where it was to be read, or not
    /// all of it could be judged.
    /// </summary>
    public const int NotJudged = 2;

    /// <summary>An unknown command, option or argument, or a value that is none of its option's (EX_USAGE of BSD's sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>
    /// What wrong usage of a command ends with: <c>serve</c> judges no file, so it ends with 2, as other programs that serve do (uvicorn,
    /// rio viz).
    /// </summary>
    public static int OfUsage(string command) => command == "serve" ? 2 : Usage;

    /// <summary>What a command that is about a file ends with when it fails.</summary>
    public static int OfFile(Exception error) =>
        error switch
        {
            CommandException { IsUsage: true } or UnknownAddressException => Usage,
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest or StatusCodes.Status422UnprocessableEntity } => Usage,
            // What is there and is no sound TIFF is judged by that.
            InvalidTiffException or CommandException { InnerException: InvalidTiffException } => Failure,
            _ => NotJudged,
        };
}
