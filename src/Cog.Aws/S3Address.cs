namespace Cog.Aws;

/// <summary>One object in S3: <c>s3://bucket/key</c>, of one version with <c>?versionId=…</c>.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="VersionId">Null for the current version.</param>
public sealed record S3Address(string Bucket, string Key, string? VersionId)
{
    private const string Scheme = "s3://";
    private const string Version = "?versionId=";

    /// <summary>
    /// Reads what people write: all that stands behind <c>s3://bucket/</c> is the key, undecoded, with blanks, %, ?, # and slashes. Only
    /// <c>?versionId=…</c> at the end is none of it.
    /// </summary>
    /// <exception cref="FormatException">It names no bucket or no key.</exception>
    public static S3Address ParseText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (
            !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || text[Scheme.Length..].Split('/', 2) is not [{ Length: > 0 } bucket, { Length: > 0 } key]
        )
        {
            throw new FormatException($"'{text}' is not an address of an S3 object; expected s3://bucket/key.");
        }

        int start = key.LastIndexOf(Version, StringComparison.OrdinalIgnoreCase);
        bool hasVersion = start > 0 && key.IndexOfAny(['/', '&', '#'], start) < 0;
        string version = hasVersion ? Uri.UnescapeDataString(key[(start + Version.Length)..]) : "";
        return new(bucket, hasVersion ? key[..start] : key, version.Length > 0 ? version : null);
    }

    /// <summary>
    /// Reads a URI as <see cref="ToUri"/> writes it, in which the key is escaped. What follows a <c>#</c> is part of the key: an object has
    /// no fragments.
    /// </summary>
    /// <exception cref="FormatException">It names no bucket or no key.</exception>
    public static S3Address Parse(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        string path = uri.Query.Length == 0 ? uri.AbsolutePath + uri.Fragment : uri.AbsolutePath;
        string key = path.StartsWith('/') ? Uri.UnescapeDataString(path[1..]) : "";
        if (uri.Scheme != "s3" || uri.Host.Length == 0 || key.Length == 0)
        {
            throw new FormatException($"'{uri}' is not an address of an S3 object; expected s3://bucket/key.");
        }

        string? version = null;
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (pair.StartsWith("versionId=", StringComparison.OrdinalIgnoreCase))
            {
                version = Uri.UnescapeDataString(pair["versionId=".Length..]);
            }
        }

        return new(uri.Host, key, version is { Length: > 0 } ? version : null);
    }

    /// <summary>The address as a URI, every character of the key escaped that needs it.</summary>
    public Uri ToUri()
    {
        string[] segments = Key.Split('/');
        string text = $"{Scheme}{Bucket}/{string.Join('/', segments.Select(Uri.EscapeDataString))}{VersionText}";

        // Else a/../b would be b.
        return segments.Any(s => s is "." or "..")
            ? new(text, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
            : new(text);
    }

    /// <summary>The address as <see cref="ParseText"/> reads it.</summary>
    public override string ToString() => $"{Scheme}{Bucket}/{Key}{VersionText}";

    private string VersionText => VersionId is null ? "" : Version + Uri.EscapeDataString(VersionId);
}
