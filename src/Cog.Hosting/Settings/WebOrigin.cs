using System.Net;

namespace Cog.Hosting.Settings;

/// <summary>The origin of a web page, as browsers write it (RFC 6454 section 6.2): <c>scheme://host</c>, and a port where it is not the
/// scheme's own.</summary>
internal static class WebOrigin
{
    /// <summary>An entry of a setting in the spelling in which browsers send it, so that the two can be compared exactly.</summary>
    /// <param name="entry"><c>*</c>, <c>loopback</c>, or an origin.</param>
    /// <exception cref="CogOptionsException">It is none of them.</exception>
    public static string Parse(string entry) =>
        entry is "*" or "loopback" ? entry
        : Read(entry) is { PathAndQuery: "/", Fragment: "", UserInfo: "" } uri ? TextOf(uri)
        : throw new CogOptionsException(
            $"TITILER_API_CORS_ORIGINS has '{entry}': expected *, loopback, or origins such as https://maps.example.org."
        );

    /// <summary>Whether a page of this machine sent it: of <c>localhost</c> or a loopback address, whatever its port.</summary>
    /// <param name="origin">The header, as it came.</param>
    public static bool IsLoopback(string origin) =>
        Read(origin) is { } uri
        && origin == TextOf(uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.IdnHost, out IPAddress? address) && IPAddress.IsLoopback(address)));

    private static Uri? Read(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 ? uri : null;

    private static string TextOf(Uri uri)
    {
        string host = uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.ToLowerInvariant();
        return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
    }
}
