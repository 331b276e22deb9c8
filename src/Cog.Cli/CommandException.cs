namespace Cog.Cli;

/// <summary>What a person asked for cannot be done; the message says why, in one sentence.</summary>
internal sealed class CommandException(string message) : Exception(message);
