namespace Cog.Sources;

/// <summary>Comparing versions of an object: RFC 9110 section 8.8.3.</summary>
internal static class EntityTag
{
    /// <summary>True for <c>W/"…"</c>, which If-Match never matches (RFC 9110 section 13.1.1).</summary>
    public static bool IsWeak(string tag) => tag.StartsWith("W/", StringComparison.Ordinal);

    /// <summary>Compares an answer's version with the one that was expected.</summary>
    /// <param name="uri">Names the object in the message.</param>
    /// <param name="expected">Null when any version will do.</param>
    /// <param name="found">Null when the source states none: then there is nothing to compare.</param>
    /// <exception cref="SourceChangedException">Both are known and differ, by the weak comparison.</exception>
    public static void ThrowIfChanged(Uri uri, string? expected, string? found)
    {
        if (expected is not null && found is not null && Opaque(expected) != Opaque(found))
        {
            throw new SourceChangedException($"{uri} changed since its header was read: its version is {found}, not {expected}.");
        }
    }

    private static string Opaque(string tag) => IsWeak(tag) ? tag[2..] : tag;
}
