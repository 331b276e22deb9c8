using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Cog.Hosting.Http;

/// <summary>Versions of answers: of the file, of what was asked, of the code that draws.</summary>
internal static class ETags
{
    /// <summary>To be raised by whoever changes a pixel or a field of any answer: caches keep answers of the older one.</summary>
    private const string RendererVersion = "3";

    /// <summary>A strong ETag (RFC 9110 section 8.8.3), quotes included; null when the file's version is unknown or only weak.</summary>
    /// <param name="sourceETag">The version of the object that was read.</param>
    /// <param name="canonical">The request, without what does not change its answer: <see cref="RequestQuery.Canonical"/>.</param>
    public static string? For(string? sourceETag, string canonical)
    {
        if (sourceETag is null || sourceETag.StartsWith("W/", StringComparison.Ordinal))
        {
            return null;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{RendererVersion}\n{sourceETag}\n{canonical}"));
        return $"\"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}\"";
    }

    /// <summary>The ETag of an answer that is made of the first files of several: it ends with how many they are.</summary>
    public static string? For(string? version, string canonical, int count) =>
        For(version, canonical) is { } etag ? string.Create(CultureInfo.InvariantCulture, $"{etag[..^1]}.{count}\"") : null;

    /// <summary>How many files the answers were made of that <c>If-None-Match</c> names, each number once.</summary>
    public static IReadOnlyList<int> CountsIn(StringValues ifNoneMatch)
    {
        var counts = new HashSet<int>();
        foreach (string tag in ifNoneMatch.SelectMany(line => (line ?? "").Split(',')))
        {
            string number = tag[(tag.LastIndexOf('.') + 1)..].Split('-', '"')[0];
            if (
                tag.Contains('.', StringComparison.Ordinal)
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            )
            {
                counts.Add(count);
            }
        }

        return [.. counts];
    }

    /// <summary>The strong ETag of the same answer in a coding: other bytes need another one (RFC 9110 section 8.8.3.3).</summary>
    public static string Encoded(string etag, string coding) => $"{etag[..^1]}-{coding}\"";

    /// <summary>Which ETag of this version <c>If-None-Match</c> names (RFC 9110 section 13.1.2: compared weakly), in any coding.</summary>
    /// <returns>The one that the caller has; null when it is another version's.</returns>
    public static string? Match(StringValues ifNoneMatch, string etag)
    {
        string[] own = [etag, Encoded(etag, ContentCodings.Brotli), Encoded(etag, ContentCodings.GZip)];
        foreach (string? line in ifNoneMatch)
        {
            foreach (string tag in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                string strong = tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
                if (tag == "*" || own.Contains(strong))
                {
                    return tag == "*" ? etag : strong;
                }
            }
        }

        return null;
    }
}
