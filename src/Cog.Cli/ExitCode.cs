namespace Cog.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; of <c>cog validate</c>: valid.</summary>
    public const int Success = 0;

    /// <summary>What was asked for failed; of <c>cog validate</c>: the file is invalid.</summary>
    public const int Failure = 1;

    /// <summary>Of <c>cog validate</c>: the file could not be read, or not all of it could be judged.</summary>
    public const int NotJudged = 2;

    /// <summary>An unknown command, option or argument, or a value that is none of its option's (EX_USAGE of BSD's sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>
    /// What wrong usage of a command ends with: <c>serve</c> judges no file, so it ends with 2, as other programs that serve do (uvicorn,
    /// rio viz).
    /// </summary>
    public static int OfUsage(string command) => command == "serve" ? 2 : Usage;
}
