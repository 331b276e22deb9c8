namespace Cog.Hosting.Http;

/// <summary>The body of every error.</summary>
/// <param name="Detail">What is wrong, and what would be right.</param>
internal sealed record Problem(string Detail);
