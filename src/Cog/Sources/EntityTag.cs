using System.Text;

namespace Cog.Sources;

/// <summary>Comparing versions of an object: RFC 9110 section 8.8. The one place that does.</summary>
/// <remarks>
/// <para>
/// A version is the source's own entity tag, or a weak one made of Last-Modified and length, <c>W/"5627385f-3e8"</c>, or both with a blank
/// between: a source behind several machines may have a tag of its own on each, made of the file's inode, for bytes that are the same.
/// </para>
/// <para>
/// Two versions are one when their lengths agree, as far as they are known, and either their own tags do or, where those do not, their
/// times. Equal weak tags promise no equal bytes (section 8.8.1), so there a time that differs decides.
/// </para>
/// </remarks>
internal static class EntityTag
{
    private const string MadeStart = "W/\"";

    /// <summary>True for <c>W/"…"</c>, which If-Match never matches (RFC 9110 section 13.1.1).</summary>
    public static bool IsWeak(string tag) => tag.StartsWith("W/", StringComparison.Ordinal);

    /// <summary>A version, of whatever an answer says.</summary>
    /// <param name="own">The source's tag, quotes included, or a bare word that some send; null or empty for none.</param>
    /// <param name="modified">Last-Modified.</param>
    /// <param name="length">Bytes of the whole object.</param>
    /// <param name="now">Date of the answer. A time less than a second before it may be followed by another change in the same second
    /// (section 8.8.2.2): no word against a tag.</param>
    public static string? Make(string? own, DateTimeOffset? modified, long? length, DateTimeOffset? now)
    {
        string? made = modified is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"{MadeStart}{time.ToUnixTimeSeconds():x}-{length:x}\"")
            : null;
        return string.IsNullOrEmpty(own) ? made
            : made is null || now - modified < TimeSpan.FromSeconds(1) ? own
            : $"{own} {made}";
    }

    /// <summary>The source's own tag, if it can stand in If-Match: it is strong, and of characters that a request may have.</summary>
    public static string? ForIfMatch(string? version) =>
        version is not null && Split(version).Own is { } own && !IsWeak(own) && Ascii.IsValid(own) ? own : null;

    /// <summary>Whether two versions are one.</summary>
    public static bool IsSame(string first, string second)
    {
        if (first == second)
        {
            return true;
        }

        (string? own, Made? made) = Split(first);
        (string? otherOwn, Made? otherMade) = Split(second);
        if (made?.Length is { } length && otherMade?.Length is { } otherLength && length != otherLength)
        {
            return false;
        }

        bool isSameTime = made?.Time is not null && made.Value.Time == otherMade?.Time;
        if (own is null || otherOwn is null || Opaque(own) != Opaque(otherOwn))
        {
            return isSameTime;
        }

        return isSameTime || made is null || otherMade is null || (!IsWeak(own) && !IsWeak(otherOwn));
    }

    /// <summary>Compares an answer's version with the one that was expected.</summary>
    /// <param name="uri">Names the object in the message.</param>
    /// <param name="expected">Null when any version will do.</param>
    /// <param name="found">Null when the source states none: then there is nothing to compare.</param>
    /// <exception cref="SourceChangedException">Both are known and differ.</exception>
    public static void ThrowIfChanged(Uri uri, string? expected, string? found)
    {
        if (expected is not null && found is not null && !IsSame(expected, found))
        {
            throw new SourceChangedException(
                $"{SourceName.Of(uri)} changed since its header was read: its version is {found}, not {expected}."
            );
        }
    }

    private static string Opaque(string tag) => IsWeak(tag) ? tag[2..] : tag;

    private static (string? Own, Made? Made) Split(string version)
    {
        int start = version.LastIndexOf(" " + MadeStart, StringComparison.Ordinal);
        if (start > 0 && ReadMade(version.AsSpan(start + 1)) is { } behind)
        {
            return (version[..start], behind);
        }

        // A tag of this form alone is the source's own to If-Match, which it cannot stand in, and both when compared.
        return ReadMade(version) is { } made ? (null, made) : (version, null);
    }

    private static Made? ReadMade(ReadOnlySpan<char> tag)
    {
        if (
            !tag.StartsWith(MadeStart, StringComparison.Ordinal)
            || !tag.EndsWith("\"", StringComparison.Ordinal)
            || tag.Length <= MadeStart.Length
        )
        {
            return null;
        }

        ReadOnlySpan<char> text = tag[MadeStart.Length..^1];
        int dash = text.LastIndexOf('-');
        long length = 0;
        return
            dash > 0
            && long.TryParse(text[..dash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long time)
            && (
                dash == text.Length - 1
                || long.TryParse(text[(dash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out length)
            )
            ? new(time, dash == text.Length - 1 ? null : length)
            : null;
    }

    private readonly record struct Made(long? Time, long? Length);
}
