using System.Text;

namespace Cog.Hosting.Sources;

/// <summary>The segments of a path that lead up a folder, or that some server may take for such.</summary>
internal static class DotSegments
{
    // A server may decode as often as the ones behind it.
    private const int MaxEncodings = 3;

    /// <summary>
    /// Whether a path has one, by what servers make of it: of <c>%2e%2e</c>, <c>%2f</c>, <c>%5c</c> and <c>%252e</c>; of <c>..;x=1</c>,
    /// whose end Java's servers take for parameters (RFC 2396 section 3.3) and drop; of <c>..%00</c>, which C ends at the NUL; of
    /// <c>..%20</c>, which Windows trims; of dots in more bytes than UTF-8 has for them (<c>%c0%ae</c>), and in IIS's <c>%u002e</c>.
    /// </summary>
    /// <param name="path">Escaped or not.</param>
    public static bool AreIn(string path)
    {
        for (int i = 0; i <= MaxEncodings; i++)
        {
            if (path.Split('/', '\\').Any(segment => StepOf(segment) is ".." or "."))
            {
                return true;
            }

            string decoded = Decode(path);
            if (decoded == path)
            {
                return false;
            }

            path = decoded;
        }

        return true;
    }

    /// <summary>Whether a path leads out of the folder that it begins in; <c>a/../b</c> does not.</summary>
    /// <param name="path">Escaped or not.</param>
    public static bool LeadOut(string path)
    {
        for (int i = 0; i <= MaxEncodings; i++)
        {
            int depth = 0;
            foreach (string segment in path.Split('/', '\\'))
            {
                depth += StepOf(segment) switch
                {
                    ".." => -1,
                    "." or "" => 0,
                    _ => 1,
                };
                if (depth < 0)
                {
                    return true;
                }
            }

            path = Decode(path);
        }

        return false;
    }

    // What is left of a segment when parameters, what stands behind a NUL, and blanks around it are gone.
    private static string StepOf(string segment)
    {
        int end = segment.AsSpan().IndexOfAny(";\0?#");
        ReadOnlySpan<char> name = end < 0 ? segment : segment.AsSpan(0, end);
        while (name.Length > 0 && IsBlank(name[^1]))
        {
            name = name[..^1];
        }

        while (name.Length > 0 && IsBlank(name[0]))
        {
            name = name[1..];
        }

        return name is ".." ? ".."
            : name is "." ? "."
            : name.Length == 0 ? ""
            : "name";
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.IsControl(c);

    // Uri.UnescapeDataString leaves bytes that are no UTF-8 as they are, over-long forms among them; here those become what they stand for.
    private static string Decode(string path)
    {
        string decoded = Uri.UnescapeDataString(path);
        if (!decoded.Contains('%', StringComparison.Ordinal))
        {
            return decoded;
        }

        var text = new StringBuilder(decoded.Length);
        for (int i = 0; i < decoded.Length; )
        {
            (char Character, int Length) form = LongForm(decoded.AsSpan(i));
            text.Append(form.Length > 0 ? form.Character : decoded[i]);
            i += Math.Max(1, form.Length);
        }

        return text.ToString();
    }

    // An ASCII character in two to six bytes, or as %u00XX; a length of 0 when the text does not begin with one.
    private static (char Character, int Length) LongForm(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("%u00", StringComparison.OrdinalIgnoreCase) && text.Length >= 6)
        {
            return Hex(text.Slice(4, 2)) is { } ascii and < 0x80 ? ((char)ascii, 6) : default;
        }

        if (Escaped(text) is not { } lead)
        {
            return default;
        }

        (int bytes, int value) = lead switch
        {
            0xC0 or 0xC1 => (2, lead & 0x1F),
            0xE0 => (3, 0),
            0xF0 => (4, 0),
            0xF8 => (5, 0),
            0xFC => (6, 0),
            _ => (0, 0),
        };
        for (int i = 1; i < bytes; i++)
        {
            if (text.Length < 3 * (i + 1) || Escaped(text[(3 * i)..]) is not { } next || (next & 0xC0) != 0x80)
            {
                return default;
            }

            value = (value << 6) | (next & 0x3F);
        }

        return bytes > 0 && value < 0x80 ? ((char)value, 3 * bytes) : default;
    }

    private static int? Escaped(ReadOnlySpan<char> text) => text.Length >= 3 && text[0] == '%' ? Hex(text.Slice(1, 2)) : null;

    private static int? Hex(ReadOnlySpan<char> digits) =>
        char.IsAsciiHexDigit(digits[0]) && char.IsAsciiHexDigit(digits[1])
            ? int.Parse(digits, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
