namespace Cog.Cli;

/// <summary>What a person asked for cannot be done; the message says why, in one sentence.</summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">What the reader said of the file, where that is the reason.</param>
internal sealed class CommandException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether the command line itself is wrong: see <see cref="ExitCode.Usage"/>.</summary>
    public bool IsUsage { get; private init; }

    /// <summary>What a person typed makes no sense.</summary>
    public static CommandException Usage(string message) => new(message) { IsUsage = true };
}
