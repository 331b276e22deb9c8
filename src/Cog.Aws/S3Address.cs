namespace Cog.Aws;

/// <summary>One object in S3: <c>s3://bucket/key</c>, of one version with <c>?versionId=…</c>.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Key">The key, decoded.</param>
/// <param name="VersionId">Null for the current version.</param>
public sealed record S3Address(string Bucket, string Key, string? VersionId)
{
    /// <summary>Reads an address. What follows a <c>#</c> is part of the key: an object has no fragments.</summary>
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
        string key = string.Join('/', Key.Split('/').Select(Uri.EscapeDataString));
        return new($"s3://{Bucket}/{key}{(VersionId is null ? "" : "?versionId=" + Uri.EscapeDataString(VersionId))}");
    }
}
