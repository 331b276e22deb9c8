using System.Text;

namespace Cog.Rendering.Projection.Text;

/// <summary>
/// The grammar of well-known text 1: <c>NAME["text",number,WORD,NAME[…],…]</c> (OGC 01-009 section 7.2), in square brackets.
/// </summary>
/// <remarks>
/// ProjNET's reader looks for a closing quote or bracket for ever when there is none: it is given only what has passed here.
/// </remarks>
internal static class WktSyntax
{
    private const int MaxDepth = 12;

    /// <summary>
    /// The node that a text begins with, to its closing bracket, without white space between its parts and without nodes that are not the
    /// map's; null when it breaks the grammar.
    /// </summary>
    public static string? Node(ReadOnlySpan<char> text)
    {
        var output = new StringBuilder();
        return ReadNode(ref text, output, depth: 0) ? output.ToString() : null;
    }

    private static bool ReadNode(ref ReadOnlySpan<char> text, StringBuilder output, int depth)
    {
        int nameStart = output.Length;
        if (depth > MaxDepth || !ReadWord(ref text, output))
        {
            return false;
        }

        string name = output.ToString(nameStart, output.Length - nameStart).ToUpperInvariant();
        output.Length = nameStart;
        output.Append(name); // Names of nodes mean the same in any case; ProjNET reads capitals.
        if (!ReadMark(ref text, output, '['))
        {
            return false;
        }

        int start = output.Length,
            end = start;
        do
        {
            int valueStart = output.Length;
            if (!ReadValue(ref text, output, depth))
            {
                return false;
            }

            output.Length = IsPartOf(name, output.ToString(valueStart, output.Length - valueStart)) ? output.Length : end;
            end = output.Length;
        } while (ReadMark(ref text, output, ','));

        return ReadMark(ref text, output, ']');
    }

    /// <summary>
    /// False for a node that has no part in the map: Esri puts height systems (VERTCS) and areas (METADATA) inside, whose units would be
    /// taken for the map's.
    /// </summary>
    private static bool IsPartOf(string parent, ReadOnlySpan<char> value)
    {
        int bracket = value.IndexOf('[');
        if (bracket <= 0 || value[0] == '"')
        {
            return true;
        }

        string child = value[..bracket].ToString().ToUpperInvariant();
        return parent switch
        {
            "PROJCS" => child is "GEOGCS" or "PROJECTION" or "PARAMETER" or "UNIT" or "AXIS" or "AUTHORITY" or "EXTENSION",
            "GEOGCS" => child is "DATUM" or "PRIMEM" or "UNIT" or "AXIS" or "AUTHORITY" or "EXTENSION",
            "DATUM" => child is "SPHEROID" or "TOWGS84" or "AUTHORITY" or "EXTENSION",
            _ => true,
        };
    }

    private static bool ReadValue(ref ReadOnlySpan<char> text, StringBuilder output, int depth)
    {
        text = text.TrimStart();
        if (text.IsEmpty)
        {
            return false;
        }

        if (text[0] == '"')
        {
            int end = text[1..].IndexOf('"');
            if (end < 0)
            {
                return false;
            }

            // Control characters in a name end ProjNET's tokens.
            output.Append('"').Append(string.Concat(text.Slice(1, end).ToString().Select(c => char.IsControl(c) ? ' ' : c))).Append('"');
            text = text[(end + 2)..];
            return true;
        }

        if (char.IsAsciiLetter(text[0]))
        {
            ReadOnlySpan<char> rest = text.TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_").TrimStart();
            return rest.StartsWith("[") ? ReadNode(ref text, output, depth + 1) : ReadWord(ref text, output);
        }

        ReadOnlySpan<char> number = text[..^text.TrimStart("+-.0123456789eE").Length];
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return false;
        }

        output.Append(CultureInfo.InvariantCulture, $"{value:R}");
        text = text[number.Length..];
        return true;
    }

    private static bool ReadWord(ref ReadOnlySpan<char> text, StringBuilder output)
    {
        text = text.TrimStart();
        int length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        output.Append(text[..length]);
        bool isWord = length > 0 && char.IsAsciiLetter(text[0]);
        text = text[length..];
        return isWord;
    }

    private static bool ReadMark(ref ReadOnlySpan<char> text, StringBuilder output, char mark)
    {
        text = text.TrimStart();
        if (text.IsEmpty || text[0] != mark)
        {
            return false;
        }

        output.Append(mark);
        text = text[1..];
        return true;
    }
}
