using System.Text;
using Cog.Aws;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;

namespace Cog.Hosting.Sources;

/// <summary>What people write into <c>?url=</c> → one address in one spelling.</summary>
/// <remarks>
/// An address, or GDAL's name for one (<c>/vsicurl/https://…</c>, <c>/vsis3/bucket/key</c>); and, when it is neither, one that is percent-encoded once more,
/// or in base64, as signed addresses are handed around. A file that leads to other files (VRT, <c>/vsizip/</c>) is none.
/// </remarks>
internal static class SourceText
{
    private const string VsiCurl = "/vsicurl/";
    private const string VsiCurlWithOptions = "/vsicurl?";
    private const string VsiS3 = "/vsis3/";
    private const int MaxShown = 200;

    /// <exception cref="BadHttpRequestException">It is not an address, or of a kind that is not read here.</exception>
    public static Uri Parse(string text) =>
        Read(text)
        ?? (Uri.UnescapeDataString(text) is var decoded && decoded != text ? Read(decoded) : null)
        ?? (FromBase64(text) is { } plain ? Read(plain) : null)
        ?? throw new BadHttpRequestException($"url is '{Shown(text)}': expected an address such as s3://bucket/key.tif or https://host/file.tif.");

    private static Uri? Read(string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new BadHttpRequestException("url has control characters.");
        }

        if (text.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase))
        {
            text = FromGdal(text);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        return uri.Scheme switch
        {
            "file" => ReadFile(uri),
            "http" or "https" => ReadWeb(text, uri),
            "s3" => ReadS3(text, uri),
            _ => throw new BadHttpRequestException($"{uri.Scheme}: is not available here; s3:, https: and http: are."),
        };
    }

    private static string FromGdal(string name)
    {
        if (name.StartsWith(VsiS3, StringComparison.Ordinal) && name[VsiS3.Length..].Split('/', 2) is [var bucket, { Length: > 0 } key] && IsBucketName(bucket))
        {
            return new S3Address(bucket, key, null).ToUri().AbsoluteUri;
        }

        string? address = name.StartsWith(VsiCurl, StringComparison.Ordinal) ? name[VsiCurl.Length..]
            : name.StartsWith(VsiCurlWithOptions, StringComparison.Ordinal) ? Option(name[VsiCurlWithOptions.Length..], "url")
            : null;
        return address is not null
            && (address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                ? address
                : throw new BadHttpRequestException($"url is '{Shown(name)}': of GDAL's file systems, /vsicurl/https://… and /vsis3/bucket/key are available here.");
    }

    private static string? Option(string options, string name) =>
        options.Split('&').FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal)) is { } option
            ? Uri.UnescapeDataString(option[(name.Length + 1)..])
            : null;

    // A host in a file's address is a machine that Windows would log in to.
    private static Uri ReadFile(Uri uri) =>
        uri.Host.Length == 0 || uri.Host == "localhost"
            ? uri
            : throw new BadHttpRequestException("url names a file of another machine.");

    private static Uri ReadWeb(string text, Uri uri)
    {
        RefuseTricks(text, uri);
        try
        {
            // "host." is the same as "host", and "127.0.0.1." the same as "127.0.0.1".
            string host = SourcePattern.HostOf(uri);
            return host.Length == 0
                ? throw new BadHttpRequestException("url names no host.")
                : uri.Host.EndsWith('.') ? new UriBuilder(uri) { Host = host }.Uri : uri;
        }
        catch (UriFormatException)
        {
            throw new BadHttpRequestException($"url names the host '{Shown(uri.Host)}', which cannot be one.");
        }
    }

    private static Uri ReadS3(string text, Uri uri)
    {
        RefuseTricks(text, uri);
        if (!uri.IsDefaultPort || !IsBucketName(uri.Host))
        {
            throw new BadHttpRequestException($"url names the bucket '{Shown(uri.Authority)}', which cannot be one.");
        }

        S3Address address = BadRequest.OnFormatError(() => S3Address.Parse(uri));
        return address.Key.Split('/').Any(s => s is "." or "..")
            ? throw new BadHttpRequestException("url has a key with the segment . or .., which no address can name.")
            : address.ToUri();
    }

    private static void RefuseTricks(string text, Uri uri)
    {
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            throw new BadHttpRequestException("url has a backslash, which some take for a slash and others do not; %5C is one in a name.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new BadHttpRequestException("url has a user name before its host, which is not used here.");
        }
    }

    // S3's rules today, and the underscore of older buckets.
    private static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '_')
        && !System.Net.IPAddress.TryParse(name, out _);

    // The alphabet of RFC 4648, section 4 or 5, with or without padding.
    private static string? FromBase64(string text)
    {
        string standard = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[standard.Length];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), bytes, out int length) && length > 0
            ? Encoding.UTF8.GetString(bytes, 0, length) is var plain && plain.Contains(':', StringComparison.Ordinal) && !plain.Any(char.IsControl) ? plain : null
            : null;
    }

    private static string Shown(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
