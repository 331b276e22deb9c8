namespace Cog.Hosting;

/// <summary>What may be read. Decides by the address alone, before any connection is made.</summary>
public sealed class SourcePolicy
{
    private readonly IReadOnlyList<Uri> _prefixes;

    private SourcePolicy(bool allowsAll, IReadOnlyList<Uri> prefixes) => (AllowsAll, _prefixes) = (allowsAll, prefixes);

    /// <summary>Everything: for a person's own machine.</summary>
    public static SourcePolicy AllowAll { get; } = new(true, []);

    /// <summary>Whether nothing is forbidden.</summary>
    public bool AllowsAll { get; }

    /// <summary>Reads <see cref="CogOptions.AllowedSources"/>.</summary>
    /// <exception cref="CogOptionsException">An entry is neither <c>*</c> nor an absolute address.</exception>
    public static SourcePolicy Parse(IReadOnlyList<string> allowed)
    {
        var prefixes = new List<Uri>();
        foreach (string entry in allowed)
        {
            if (entry == "*")
            {
                return AllowAll;
            }

            prefixes.Add(
                Uri.TryCreate(entry, UriKind.Absolute, out Uri? uri)
                    ? uri
                    : throw new CogOptionsException($"COG_ALLOWED_SOURCES has '{entry}': expected * or an address such as https://host/folder/."));
        }

        return new(false, prefixes);
    }

    /// <summary>Lets an address pass or not.</summary>
    /// <exception cref="SourceAccessDeniedException">No entry allows it.</exception>
    public void Demand(Uri uri)
    {
        if (!AllowsAll && !_prefixes.Any(p => Covers(p, uri)))
        {
            throw new SourceAccessDeniedException($"{uri.Scheme}://{uri.Host} is not among the sources that this server reads.");
        }
    }

    // Uri has resolved dot segments already. A prefix ends at a segment: s3://bucket/a does not cover s3://bucket/ab.
    private static bool Covers(Uri prefix, Uri uri)
    {
        if (prefix.Scheme != uri.Scheme || prefix.Port != uri.Port || uri.UserInfo.Length > 0
            || !string.Equals(prefix.Host, uri.Host, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Decoded, so that %2e%2e and %2f are judged by what a server may make of them.
        string folder = Uri.UnescapeDataString(prefix.AbsolutePath), path = Uri.UnescapeDataString(uri.AbsolutePath);
        return path.StartsWith(folder, StringComparison.Ordinal)
            && (folder.EndsWith('/') || path.Length == folder.Length || path[folder.Length] == '/')
            && !path.Split('/', '\\').Contains("..");
    }
}
