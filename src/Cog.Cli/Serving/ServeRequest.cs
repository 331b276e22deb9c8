using System.Net;

namespace Cog.Cli.Serving;

/// <summary>What <c>cog serve</c> was asked for.</summary>
/// <param name="Files">The files the viewer offers; the first is shown.</param>
/// <param name="Address">Where it listens; port 0 for any free one.</param>
/// <param name="Allowed">What else may be read, as <see cref="Hosting.Settings.CogOptions.AllowedSources"/>; empty for everything.</param>
internal sealed record ServeRequest(IReadOnlyList<SourceAddress> Files, IPEndPoint Address, IReadOnlyList<string> Allowed)
{
    /// <summary>Whether nobody but this machine can call.</summary>
    public bool IsForThisMachine => IPAddress.IsLoopback(Address.Address);
}
