namespace Cog.Hosting;

/// <summary>A setting cannot be used: the program must not start with it.</summary>
public sealed class CogOptionsException(string message) : Exception(message);
