namespace Cog.Hosting.Http;

/// <summary>A feature of requests whose end is told to the caller by somebody else when they are aborted.</summary>
/// <param name="Status">What the caller is told then.</param>
internal sealed record ReportedStatus(int Status);
