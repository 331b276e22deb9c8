using System.Text;
using Cog.Aws;
using Cog.Hosting.Http;
using Cog.Sources;

namespace Cog.Hosting.Sources;

/// <summary>What people write into <c>?url=</c> → one address in one spelling.</summary>
/// <remarks>
/// An address, or GDAL's name for one (<c>/vsicurl/https://…</c>, <c>/vsis3/bucket/key</c>); and, when it is neither, one that is
/// percent-encoded once more, or in base64, as signed addresses are handed around. A file that leads to other files (VRT, <c>/vsizip/</c>)
/// is none.
/// </remarks>
internal static class SourceText
{
    private const string VsiCurl = "/vsicurl/";
    private const string VsiCurlWithOptions = "/vsicurl?";
    private const string VsiS3 = "/vsis3/";
    private const int MaxShown = 200;
    private const int MaxOpaque = 16;

    /// <summary>Reads an address.</summary>
    /// <param name="text">As it was written, <c>?url=</c> decoded once.</param>
    /// <param name="withFiles">Whether paths are addresses, too, from the current folder on: on a person's own machine.</param>
    /// <exception cref="BadHttpRequestException">It is not an address, or of a kind that is not read here.</exception>
    public static Uri Parse(string text, bool withFiles = false) =>
        (withFiles ? ReadPath(text, mustExist: true) : null)
        ?? Read(text)
        ?? (Uri.UnescapeDataString(text) is var decoded && decoded != text ? Read(decoded) : null)
        ?? (FromBase64(text) is { } plain ? Read(plain) : null)
        ?? (withFiles ? ReadPath(text, mustExist: false) : null)
        ?? throw new BadHttpRequestException(
            $"url is '{Shown(text)}': expected an address such as s3://bucket/key.tif or https://host/file.tif."
        );

    private static Uri? Read(string text)
    {
        if (text.Any(char.IsControl))
        {
            throw new BadHttpRequestException("url has control characters.");
        }

        if (
            text.StartsWith("/vsis3/", StringComparison.Ordinal)
            && text[VsiS3.Length..].Split('/', 2) is [{ Length: > 0 } bucket, { Length: > 0 } key]
        )
        {
            return ReadS3(new(bucket, key, null)); // GDAL knows no versions here: all of it is the key.
        }

        if (text.StartsWith("/vsi", StringComparison.OrdinalIgnoreCase))
        {
            text = FromGdal(text);
        }

        if (text.StartsWith("s3:", StringComparison.OrdinalIgnoreCase))
        {
            return ReadS3(BadRequest.OnFormatError(() => S3Address.ParseText(text)));
        }

        if (
            text.StartsWith("file:/", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("file://", StringComparison.OrdinalIgnoreCase)
        )
        {
            text = "file://" + text["file:".Length..]; // RFC 8089 section 2: the same.
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        return uri.Scheme switch
        {
            "file" => ReadFile(uri),
            "http" or "https" => ReadWeb(text, uri),
            _ => throw new BadHttpRequestException($"{uri.Scheme}: is not available here; s3:, https: and http: are."),
        };
    }

    // Whatever is there by that name is meant, colons and percent signs included.
    private static Uri? ReadPath(string text, bool mustExist) =>
        text.Any(char.IsControl) || (mustExist ? !File.Exists(text) : IsAddress(text)) ? null : new FileRangeSource(text).Uri;

    // Or was meant for one: a query may be a secret, which no message about a missing file tells.
    private static bool IsAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        || text.Contains('?', StringComparison.Ordinal)
        || text.Contains("%3f", StringComparison.OrdinalIgnoreCase);

    private static string FromGdal(string name)
    {
        string? address =
            name.StartsWith(VsiCurl, StringComparison.Ordinal) ? name[VsiCurl.Length..]
            : name.StartsWith(VsiCurlWithOptions, StringComparison.Ordinal) ? Option(name[VsiCurlWithOptions.Length..], "url")
            : null;
        return
            address is not null
            && (
                address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
                || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            )
            ? address
            : throw new BadHttpRequestException(
                $"url is '{Shown(name)}': of GDAL's file systems, /vsicurl/https://… and /vsis3/bucket/key are available here."
            );
    }

    private static string? Option(string options, string name) =>
        options.Split('&').FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal)) is { } option
            ? Uri.UnescapeDataString(option[(name.Length + 1)..])
            : null;

    // A host in a file's address is a machine that Windows would log in to.
    private static Uri ReadFile(Uri uri) =>
        uri.Host.Length == 0 ? uri
        : uri.Host == "localhost" ? new("file://" + uri.AbsolutePath) // RFC 8089 section 2.
        : throw new BadHttpRequestException("url names a file of another machine.");

    private static Uri ReadWeb(string text, Uri uri)
    {
        RefuseTricks(text, uri);
        try
        {
            // "host." is the same as "host", and "127.0.0.1." the same as "127.0.0.1".
            string host = SourcePattern.HostOf(uri);
            return host.Length == 0 ? throw new BadHttpRequestException("url names no host.")
                : uri.Host.EndsWith('.') ? new UriBuilder(uri) { Host = host }.Uri
                : uri;
        }
        catch (UriFormatException)
        {
            throw new BadHttpRequestException($"url names the host '{Shown(uri.Host)}', which cannot be one.");
        }
    }

    private static Uri ReadS3(S3Address address)
    {
        if (!IsBucketName(address.Bucket))
        {
            throw new BadHttpRequestException($"url names the bucket '{Shown(address.Bucket)}', which cannot be one.");
        }

        Uri uri = address.ToUri();
        // As whoever stands before the store may resolve it: a key with dot segments inside of its bucket names just that object.
        return DotSegments.LeadOut(address.Key) || S3Address.Parse(uri).Key != address.Key
            ? throw new BadHttpRequestException(
                "url has a key that leads out of its bucket by .. segments, or that is no text; it cannot be asked for."
            )
            : uri;
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
        && !name.StartsWith('.')
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !System.Net.IPAddress.TryParse(name, out _);

    // The alphabet of RFC 4648, section 4 or 5, with or without padding.
    private static string? FromBase64(string text)
    {
        string standard = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        byte[] bytes = new byte[standard.Length];
        return Convert.TryFromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='), bytes, out int length) && length > 0
            ? Encoding.UTF8.GetString(bytes, 0, length) is var plain
            && plain.Contains(':', StringComparison.Ordinal)
            && !plain.Any(char.IsControl)
                ? plain
                : null
            : null;
    }

    // Without what may be a secret: a query, a password before a host, and an address of which no part can be told.
    private static string Shown(string text)
    {
        int end = text.AsSpan().IndexOfAny('?', '#');
        int escaped = text.IndexOf("%3f", StringComparison.OrdinalIgnoreCase);
        end = (end, escaped) switch
        {
            (< 0, < 0) => text.Length,
            (< 0, _) => escaped,
            (_, < 0) => end,
            _ => Math.Min(end, escaped),
        };
        int start = text.LastIndexOf('@', Math.Max(0, end - 1)) + 1;
        bool isOpaque = text.AsSpan(0, end).IndexOfAny("/:.\\ ") < 0;
        string shown = text[Math.Min(start, end)..Math.Min(end, start + (isOpaque ? MaxOpaque : MaxShown))];
        return shown.Length == text.Length ? text : $"{(start > 0 ? "…" : "")}{shown}{(start + shown.Length < text.Length ? "…" : "")}";
    }
}
