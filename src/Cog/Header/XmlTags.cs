namespace Cog.Header;

/// <summary>The tags of an XML text, counted in one pass before a parser sees them.</summary>
internal static class XmlTags
{
    /// <summary>
    /// How many attributes the tag with the most of them has: at least as many as a parser would find, whatever else is wrong.
    /// </summary>
    public static int MostAttributes(ReadOnlySpan<char> xml)
    {
        int most = 0;
        for (int start = xml.IndexOf('<'); start >= 0; )
        {
            ReadOnlySpan<char> rest = xml[start..];
            int length =
                rest.StartsWith("<!--", StringComparison.Ordinal) ? LengthTo(rest, "-->")
                : rest.StartsWith("<![CDATA[", StringComparison.Ordinal) ? LengthTo(rest, "]]>")
                : LengthOfTag(rest, ref most);
            xml = rest[length..];
            start = xml.IndexOf('<');
        }

        return most;
    }

    private static int LengthTo(ReadOnlySpan<char> text, string end) =>
        text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? at + end.Length : text.Length;

    // Each attribute has one equals sign outside of quotes (XML 1.0, production 41).
    private static int LengthOfTag(ReadOnlySpan<char> text, ref int most)
    {
        int attributes = 0,
            i = 1;
        for (; i < text.Length && text[i] != '>'; i++)
        {
            if (text[i] == '=')
            {
                most = Math.Max(most, ++attributes);
            }
            else if (text[i] is '"' or '\'')
            {
                int end = text[(i + 1)..].IndexOf(text[i]);
                if (end < 0)
                {
                    return text.Length;
                }

                i += end + 1;
            }
        }

        return Math.Min(i + 1, text.Length);
    }
}
