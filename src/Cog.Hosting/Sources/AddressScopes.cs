using System.Net;
using System.Net.Sockets;

namespace Cog.Hosting.Sources;

/// <summary>IP address → <see cref="AddressScope"/>, after IANA's special-purpose registries (RFC 6890).</summary>
internal static class AddressScopes
{
    private static readonly IPNetwork[] s_closed4 = Networks(
        "0.0.0.0/8", // "this network"; Linux connects 0.0.0.0 to itself
        "100.100.100.200/32", // Alibaba Cloud's metadata
        "168.63.129.16/32", // Azure's
        "169.254.0.0/16", // link-local (RFC 3927), and with it the metadata of AWS, Azure and Google, and ECS credentials
        "192.0.0.0/24", // protocol assignments; Oracle's metadata
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24", // documentation (RFC 5737)
        "192.88.99.0/24", // 6to4 relays
        "224.0.0.0/4", // multicast
        "240.0.0.0/4"
    ); // reserved, broadcast

    private static readonly IPNetwork[] s_private4 = Networks(
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16", // RFC 1918
        "100.64.0.0/10", // carriers' NAT (RFC 6598)
        "127.0.0.0/8", // loopback
        "198.18.0.0/15"
    ); // benchmarks (RFC 2544)

    private static readonly IPNetwork[] s_closed6 = Networks(
        "::/128",
        "fd00:ec2::/32", // AWS: metadata, DNS, time, EKS credentials
        "fd20:ce::/32", // Google's metadata
        "fe80::/10", // link-local
        "ff00::/8", // multicast
        "2001::/23", // protocol assignments, Teredo among them: an IPv4 address inside, disguised
        "2001:db8::/32",
        "3fff::/20"
    ); // documentation

    private static readonly IPNetwork[] s_private6 = Networks(
        "::1/128",
        "fc00::/7", // unique local (RFC 4193)
        "fec0::/10", // site-local, once
        "64:ff9b:1::/48"
    ); // local NAT64 (RFC 8215)

    // Each with the byte at which an IPv4 address stands in it.
    private static readonly (IPNetwork Network, int Offset)[] s_embedded =
    [
        (IPNetwork.Parse("::ffff:0:0:0/96"), 12), // translated (RFC 2765)
        (IPNetwork.Parse("::/96"), 12), // compatible
        (IPNetwork.Parse("64:ff9b::/96"), 12), // NAT64 (RFC 6052)
        (IPNetwork.Parse("2002::/16"), 2), // 6to4 (RFC 3056)
    ];

    private static readonly IPNetwork s_globalUnicast6 = IPNetwork.Parse("2000::/3");

    /// <summary>Classifies an address; one with another inside is whatever that one is.</summary>
    public static AddressScope Of(IPAddress address) =>
        address.AddressFamily switch
        {
            AddressFamily.InterNetwork => Of4(address),
            // IPNetwork takes 2000::/3 to contain ::ffff:10.0.0.1.
            AddressFamily.InterNetworkV6 when address.IsIPv4MappedToIPv6 => Of4(address.MapToIPv4()),
            // Without its zone, with which no network contains it.
            AddressFamily.InterNetworkV6 => Of6(new IPAddress(address.GetAddressBytes())),
            _ => AddressScope.Closed,
        };

    private static AddressScope Of4(IPAddress address) =>
        Contains(s_closed4, address) ? AddressScope.Closed
        : Contains(s_private4, address) ? AddressScope.Private
        : AddressScope.Public;

    private static AddressScope Of6(IPAddress address)
    {
        if (Contains(s_closed6, address))
        {
            return AddressScope.Closed;
        }

        if (Contains(s_private6, address))
        {
            return AddressScope.Private;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        foreach ((IPNetwork network, int offset) in s_embedded)
        {
            if (network.Contains(address))
            {
                return Of4(new(bytes.Slice(offset, 4)));
            }
        }

        if (!s_globalUnicast6.Contains(address))
        {
            return AddressScope.Closed; // IANA has given out no other unicast addresses.
        }

        // ISATAP (RFC 5214): any network, then 0000:5efe or 0200:5efe, then an IPv4 address.
        bool isIsatap = (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
        return isIsatap ? Of4(new(bytes[12..])) : AddressScope.Public;
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, n => n.Contains(address));

    private static IPNetwork[] Networks(params string[] texts) => [.. texts.Select(t => IPNetwork.Parse(t))];
}
