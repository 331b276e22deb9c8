namespace Cog.Hosting.Sources;

/// <summary>One entry of <see cref="CogOptions.AllowedSources"/>: the start of an address, which ends at a segment.</summary>
/// <param name="Scheme">file, http, https or s3.</param>
/// <param name="Host">In lower case; the bucket of S3; empty for files.</param>
/// <param name="HasSubdomains">True for <c>*.host</c>: the host's sub-domains, and not itself.</param>
/// <param name="Port">The scheme's own unless the entry names one; -1 where there are none.</param>
/// <param name="Folder">Decoded.</param>
internal sealed record SourcePattern(string Scheme, string Host, bool HasSubdomains, int Port, string Folder)
{
    /// <summary>Reads an entry other than <c>*</c>.</summary>
    /// <exception cref="CogOptionsException">It is none.</exception>
    public static SourcePattern Parse(string entry, bool withFiles)
    {
        int star = entry.IndexOf("://*.", StringComparison.Ordinal);
        string text = star > 0 ? entry.Remove(star + 3, 2) : entry;
        if (
            text.Contains('*', StringComparison.Ordinal)
            || !Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            || uri.Scheme is not ("file" or "http" or "https" or "s3")
            || uri.Query.Length > 0
            || uri.Fragment.Length > 0
            || uri.UserInfo.Length > 0
            || (star > 0 && (uri.HostNameType != UriHostNameType.Dns || uri.Scheme == "s3"))
        )
        {
            throw new CogOptionsException(
                $"COG_ALLOWED_SOURCES has '{entry}': expected *, s3://bucket/prefix/, https://host/folder/ or https://*.host/."
            );
        }

        return uri.IsFile && !withFiles
            ? throw new CogOptionsException(
                $"COG_ALLOWED_SOURCES has '{entry}': a function reads no files of the machine it runs on; `cog serve` does."
            )
            : new(uri.Scheme, HostOf(uri), star > 0, uri.Port, Uri.UnescapeDataString(uri.AbsolutePath));
    }

    /// <summary>
    /// The host as DNS knows it: ASCII, lower case, without a dot at its end. A bucket is no host: its name is as it stands.
    /// </summary>
    public static string HostOf(Uri uri) => uri.Scheme == "s3" ? uri.Host : uri.IdnHost.TrimEnd('.').ToLowerInvariant();

    /// <summary>
    /// Whether an address begins so. <see cref="Uri"/> has resolved dot segments already; s3://bucket/a does not cover s3://bucket/ab.
    /// </summary>
    public bool Covers(Uri uri)
    {
        if (Scheme != uri.Scheme || Port != uri.Port || uri.UserInfo.Length > 0)
        {
            return false;
        }

        string host = HostOf(uri);
        if (HasSubdomains ? !host.EndsWith("." + Host, StringComparison.Ordinal) : host != Host)
        {
            return false;
        }

        string path = Uri.UnescapeDataString(uri.AbsolutePath);
        return path.StartsWith(Folder, StringComparison.Ordinal)
            && (Folder.EndsWith('/') || path.Length == Folder.Length || path[Folder.Length] == '/')
            && !DotSegments.AreIn(uri.AbsolutePath);
    }
}
