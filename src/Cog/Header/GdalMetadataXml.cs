using System.Text;
using System.Xml;

namespace Cog.Header;

/// <summary>The XML of tag 42112: <c>&lt;GDALMetadata&gt;&lt;Item name="" sample="" role="" domain=""&gt;text&lt;/Item&gt;…</c>.</summary>
internal static class GdalMetadataXml
{
    private const char ByteOrderMark = '\uFEFF';

    // The sample of an item that is of no band.
    private const int WholeImage = -1;

    /// <summary>
    /// Of one element; GDAL writes four at most. The parser compares the names of all with each other, which for some hundred thousand
    /// takes seconds.
    /// </summary>
    private const int MaxAttributes = 1000;

    private static readonly XmlReaderSettings s_settings = new()
    {
        // No document type, so no entities to expand; nothing is fetched.
        ConformanceLevel = ConformanceLevel.Fragment, // GDAL looks for its element among several, too.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 16 << 20,
        CheckCharacters = false,
    };

    public static List<GdalMetadataItem> Parse(string xml)
    {
        var items = new List<GdalMetadataItem>();
        if (XmlTags.MostAttributes(xml) > MaxAttributes)
        {
            return items;
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(xml.TrimStart(ByteOrderMark)), s_settings);
            bool isOurs = false;
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                isOurs = reader.Depth == 0 ? IsNamed(reader, "GDALMetadata") : isOurs;
                if (isOurs && reader.Depth == 1 && IsNamed(reader, "Item") && ReadItem(reader) is { } item)
                {
                    items.Add(item);
                }
            }
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            return [];
        }

        return items;
    }

    private static GdalMetadataItem? ReadItem(XmlReader reader)
    {
        string? name = Attribute(reader, "name"),
            role = Attribute(reader, "role"),
            domain = Attribute(reader, "domain");
        int band = Attribute(reader, "sample") is { } sample ? IntegerOf(sample) : WholeImage;
        string? value = TextOf(reader);

        // GDAL escapes a value before it writes it into the XML, so it is escaped twice.
        return name is null || value is null || band < WholeImage
            ? null
            : new(
                name,
                Unescape(value),
                band == WholeImage ? null : band,
                string.IsNullOrEmpty(role) ? null : role,
                string.IsNullOrEmpty(domain) ? null : domain
            );
    }

    // C's atoi: as much of the start as is a number, else 0.
    private static int IntegerOf(string text)
    {
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        int end = start.Length > 0 && start[0] is '+' or '-' ? 1 : 0;
        while (end < start.Length && char.IsAsciiDigit(start[end]))
        {
            end++;
        }

        return int.TryParse(start[..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : 0;
    }

    private static bool IsNamed(XmlReader reader, string name) => string.Equals(reader.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>An attribute, in whatever case.</summary>
    private static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        for (bool isOne = reader.MoveToFirstAttribute(); isOne && value is null; isOne = reader.MoveToNextAttribute())
        {
            value = IsNamed(reader, name) ? reader.Value : null;
        }

        reader.MoveToElement();
        return value;
    }

    /// <summary>
    /// The text of the current element, without the blanks before it; null when it is not in one piece: GDAL has no value where a text is
    /// followed by a CDATA section, a comment or an element. Leaves the reader on the element's end.
    /// </summary>
    private static string? TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        int depth = reader.Depth,
            pieces = 0;
        string text = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.Depth > depth + 1 || reader.NodeType is XmlNodeType.EndElement)
            {
                continue;
            }

            string piece = reader.NodeType == XmlNodeType.CDATA ? reader.Value : reader.Value.TrimStart(' ', '\t', '\r', '\n');
            if (piece.Length > 0 || reader.NodeType is XmlNodeType.CDATA or XmlNodeType.Element or XmlNodeType.Comment)
            {
                pieces++;
                text = piece;
            }
        }

        return pieces <= 1 ? text : null;
    }

    // CPLUnescapeString: what is no entity ends the text.
    private static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] != '&')
            {
                text.Append(value[i]);
                continue;
            }

            int end = value.IndexOf(';', i);
            if (end < 0 || Entity(value[(i + 1)..end]) is not { } character)
            {
                break;
            }

            text.Append(character);
            i = end;
        }

        return text.ToString();
    }

    private static string? Entity(string name) =>
        name.ToLowerInvariant() switch
        {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "apos" => "'",
            "quot" => "\"",
            ['#', 'x', .. var digits]
                when int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) => Character(code),
            ['#', .. var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int code) => Character(
                code
            ),
            _ => null,
        };

    private static string? Character(int code) => Rune.IsValid(code) ? new Rune(code).ToString() : null;
}
