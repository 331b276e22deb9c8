
namespace Cog.Cli.Serving;

/// <summary>What <c>cog serve</c> was asked for.</summary>
/// <param name="Files">The files the viewer offers; the first is shown.</param>
/// <param name="Port">On the loopback address; 0 for any free one.</param>
/// <param name="Allowed">What else may be read, as <see cref="Hosting.Settings.CogOptions.AllowedSources"/>; empty for everything.</param>
internal sealed record ServeRequest(IReadOnlyList<SourceAddress> Files, int Port, IReadOnlyList<string> Allowed);
