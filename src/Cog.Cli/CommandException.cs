namespace Cog.Cli;

/// <summary>What a person asked for cannot be done; the message says why, in one sentence.</summary>
/// <param name="message">The sentence.</param>
/// <param name="cause">What the reader said of the file, where that is the reason.</param>
internal sealed class CommandException(string message, Exception? cause = null) : Exception(message, cause);
