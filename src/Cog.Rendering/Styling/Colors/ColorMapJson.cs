using System.Text.Json;

namespace Cog.Rendering.Styling.Colors;

/// <summary>A colour map as TiTiler's <c>colormap</c> parameter writes it in JSON.</summary>
/// <remarks>
/// <c>{"1":"#f00","2":[0,255,0,128]}</c>, colours of single values; or <c>[[[0,10],"#f00"],[[10,20],[0,0,255]]]</c>, colours of intervals
/// without their upper end. 256 colours, of the values 0 to 255, are a table for bytes: other samples are cast.
/// </remarks>
internal static class ColorMapJson
{
    private const int MaxLength = 1 << 16,
        MaxColors = 1024,
        MaxDepth = 4;

    private const string Expected =
        """expected JSON like {"1":"#ff0000","2":[0,255,0,128]} or [[[0,10],"#ff0000"],[[10,20],[0,0,255,255]]]""";

    /// <summary>Reads a colour map from JSON.</summary>
    /// <returns>Null for an empty one, which is none.</returns>
    /// <exception cref="FormatException">It is not JSON, or not of this shape; the message begins with TiTiler's words.</exception>
    public static ColorMap? Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Wrong($"colormap has {text.Length} characters: expected at most {MaxLength}.");
        }

        try
        {
            // Python writes the ends of an open interval as a bare word, which is no JSON.
            using JsonDocument document = JsonDocument.Parse(
                text.Replace("Infinity", "1e999", StringComparison.Ordinal),
                new() { MaxDepth = MaxDepth }
            );
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => ReadClasses(document.RootElement),
                JsonValueKind.Array => ReadIntervals(document.RootElement),
                _ => throw Wrong($"colormap is '{Short(text)}': {Expected}."),
            };
        }
        catch (JsonException)
        {
            throw Wrong($"colormap is '{Short(text)}': {Expected}.");
        }
    }

    private static ColorMap? ReadClasses(JsonElement map)
    {
        var colors = new Dictionary<long, uint>();
        foreach (JsonProperty entry in map.EnumerateObject())
        {
            if (
                !long.TryParse(
                    entry.Name,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out long value
                )
            )
            {
                throw Wrong($"colormap has the value '{Short(entry.Name)}': expected a whole number.");
            }

            colors[value] = ReadColor(entry.Value);
            RequireFew(colors.Count);
        }

        if (colors.Count == 256 && colors.Keys.All(value => value is >= 0 and <= 255))
        {
            return new ColorTable([.. colors.OrderBy(color => color.Key).Select(color => color.Value)]) { Casts = true };
        }

        return colors.Count == 0 ? null : new ColorClasses(colors);
    }

    private static ColorIntervals? ReadIntervals(JsonElement list)
    {
        var intervals = new List<ColorInterval>();
        foreach (JsonElement entry in list.EnumerateArray())
        {
            if (
                !IsArray(entry, 2, 2)
                || !IsArray(entry[0], 2, 2)
                || entry[0][0].ValueKind != JsonValueKind.Number
                || entry[0][1].ValueKind != JsonValueKind.Number
            )
            {
                throw Wrong($"colormap has '{Short(entry.GetRawText())}': expected an interval and its colour, like [[0,10],\"#ff0000\"].");
            }

            intervals.Add(new(entry[0][0].GetDouble(), entry[0][1].GetDouble(), ReadColor(entry[1])));
            RequireFew(intervals.Count);
        }

        return intervals.Count == 0 ? null : new ColorIntervals(intervals);
    }

    // #RGB, #RGBA, #RRGGBB, #RRGGBBAA, [r,g,b], [r,g,b,a].
    private static uint ReadColor(JsonElement color)
    {
        Span<byte> parts = [0, 0, 0, 255];
        bool isColor = color.ValueKind == JsonValueKind.String ? ReadHex(color.GetString()!, parts) : ReadNumbers(color, parts);
        return isColor
            ? ColorMap.Pack(parts[0], parts[1], parts[2], parts[3])
            : throw Wrong(
                $"colormap has the colour {Short(color.GetRawText())}: expected \"#RGB\", \"#RGBA\", \"#RRGGBB\", \"#RRGGBBAA\", [r,g,b] "
                    + "or [r,g,b,a] of numbers from 0 to 255."
            );
    }

    private static bool ReadHex(string text, Span<byte> parts)
    {
        int digits = text.Length is 4 or 5 ? 1 : 2;
        if (text.Length is not (4 or 5 or 7 or 9) || text[0] != '#')
        {
            return false;
        }

        for (int i = 0; 1 + (i * digits) < text.Length; i++)
        {
            if (
                !byte.TryParse(
                    text.AsSpan(1 + (i * digits), digits),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out byte part
                )
            )
            {
                return false;
            }

            parts[i] = digits == 1 ? (byte)(part * 0x11) : part;
        }

        return true;
    }

    private static bool ReadNumbers(JsonElement color, Span<byte> parts)
    {
        if (!IsArray(color, 3, 4))
        {
            return false;
        }

        int i = 0;
        foreach (JsonElement number in color.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !(number.GetDouble() is var value and >= 0 and < 256))
            {
                return false;
            }

            parts[i++] = (byte)value;
        }

        return true;
    }

    private static bool IsArray(JsonElement element, int minimum, int maximum) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() >= minimum && element.GetArrayLength() <= maximum;

    private static void RequireFew(int count)
    {
        if (count > MaxColors)
        {
            throw Wrong($"colormap has more than {MaxColors} colours: expected at most as many.");
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text.AsSpan(0, 60)}…";

    private static FormatException Wrong(string message) => new($"Could not parse the colormap value. {message}");
}
