namespace Cog.Hosting;

/// <summary>A feature of requests whose end is told to the caller by somebody else when they are aborted.</summary>
/// <param name="Status">What the caller is told then.</param>
internal sealed record AbortStatus(int Status);
