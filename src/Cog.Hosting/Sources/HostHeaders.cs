using Cog.Hosting.Http;

namespace Cog.Hosting.Sources;

/// <summary>
/// The deployment's own header fields for some hosts, credentials among them: <see cref="CogOptions.HttpHeaders"/>. Never shown: its values
/// are secrets.
/// </summary>
internal sealed class HostHeaders(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> table)
{
    // What makes a read of one range, and of the host that the policy has judged.
    private static readonly HashSet<string> s_own = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Encoding",
        "Connection",
        "Content-Length",
        "Host",
        "If-Match",
        "If-None-Match",
        "If-Range",
        "Range",
        "Transfer-Encoding",
        "Upgrade",
    };

    private const string Expected =
        """expected JSON such as {"host.example": {"Authorization": "Bearer ..."}, "https://other.example:8443": {"X-Api-Key": "..."}}.""";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="CogOptionsException">It is no such table. The message names no value.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Parse(string text)
    {
        Dictionary<string, Dictionary<string, string>> read;
        try
        {
            read = JsonSerializer.Deserialize(text, HostingJson.Default.DictionaryStringDictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            throw new CogOptionsException($"COG_HTTP_HEADERS cannot be read: {Expected}"); // Without the parser's words, which quote.
        }

        var table = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        foreach ((string host, Dictionary<string, string>? fields) in read)
        {
            string key = host.TrimEnd('/');
            bool isAddress =
                Uri.TryCreate(key.Contains("://", StringComparison.Ordinal) ? key : "https://" + key, UriKind.Absolute, out Uri? uri)
                && uri.Scheme is "http" or "https"
                && uri.PathAndQuery == "/"
                && uri.UserInfo.Length == 0
                && uri.Fragment.Length == 0
                && uri.Host.Length > 0;
            if (!isAddress || fields is null)
            {
                throw new CogOptionsException(
                    $"COG_HTTP_HEADERS has '{(isAddress ? host : uri?.Host ?? "a name")}', which is no host with headers: {Expected}"
                );
            }

            foreach ((string name, string? value) in fields)
            {
                if (s_own.Contains(name) || value is null || value.Any(c => char.IsControl(c) || c > '~') || !IsName(name))
                {
                    throw new CogOptionsException(
                        $"COG_HTTP_HEADERS has a header for {uri!.Host} that cannot be sent, '{(IsName(name) ? name : "?")}': {Expected}"
                    );
                }
            }

            table[key] = fields;
        }

        return table;
    }

    /// <summary>
    /// What is meant for an address; null for nothing. The most exact entry decides: with a scheme, with a port, the host alone, which
    /// means its scheme's own port.
    /// </summary>
    public IReadOnlyDictionary<string, string>? For(Uri uri)
    {
        if (table.Count == 0)
        {
            return null;
        }

        string host = SourcePattern.HostOf(uri),
            end = $"{host}:{uri.Port}";
        string[] names = uri.IsDefaultPort
            ? [$"{uri.Scheme}://{end}", $"{uri.Scheme}://{host}", end, host]
            : [$"{uri.Scheme}://{end}", end];
        return names.Select(n => table.GetValueOrDefault(n)).FirstOrDefault(f => f is not null);
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
