using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Cog.Header;

/// <summary>The XML of tag 42112: <c>&lt;GDALMetadata&gt;&lt;Item name="" sample="" role="" domain=""&gt;text&lt;/Item&gt;…</c>.</summary>
internal static class GdalMetadataXml
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        // No document type, so no entities to expand; nothing is fetched.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 16 << 20,
        CheckCharacters = false,
    };

    public static List<GdalMetadataItem> Parse(string xml)
    {
        var items = new List<GdalMetadataItem>();
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), s_settings);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Depth == 1 && reader.LocalName == "Item" && ReadItem(reader) is { } item)
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
        string? name = reader.GetAttribute("name");
        string? role = reader.GetAttribute("role");
        string? domain = reader.GetAttribute("domain");
        int? band = int.TryParse(reader.GetAttribute("sample"), NumberStyles.None, CultureInfo.InvariantCulture, out int sample) ? sample : null;
        string value = TextOf(reader);

        // GDAL escapes a value before it writes it into the XML, so it is escaped twice.
        return name is null
            ? null
            : new(name, WebUtility.HtmlDecode(value), band, string.IsNullOrEmpty(role) ? null : role, string.IsNullOrEmpty(domain) ? null : domain);
    }

    /// <summary>The text directly inside the current element; leaves the reader on the element's end.</summary>
    private static string TextOf(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }

        int depth = reader.Depth;
        var text = new StringBuilder();
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && reader.Depth == depth + 1)
            {
                text.Append(reader.Value);
            }
        }

        return text.ToString();
    }
}
