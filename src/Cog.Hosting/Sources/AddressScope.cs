namespace Cog.Hosting.Sources;

/// <summary>Who may be asked behind an IP address.</summary>
internal enum AddressScope
{
    /// <summary>Anybody's: a host of the public internet.</summary>
    Public,

    /// <summary>The network this server stands in, or this machine itself: only where a setting says so.</summary>
    Private,

    /// <summary>Nobody's file server: credentials of clouds, link-local, multicast, reserved and documentation addresses.</summary>
    Closed,
}
