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

    /// <summary>Whether <c>If-None-Match</c> names this version (RFC 9110 section 13.1.2: compared weakly).</summary>
    public static bool Matches(StringValues ifNoneMatch, string etag)
    {
        foreach (string? line in ifNoneMatch)
        {
            foreach (string tag in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (tag == "*" || tag == etag || (tag.StartsWith("W/", StringComparison.Ordinal) && tag.AsSpan(2).SequenceEqual(etag)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
