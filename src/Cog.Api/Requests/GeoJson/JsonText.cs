using System.Text.Unicode;

namespace Cog.Api.Requests.GeoJson;

/// <summary>Text in JSON. A parser leaves it as it is, and only whoever reads it, or writes it elsewhere, finds that it is none.</summary>
internal static class JsonText
{
    /// <summary>Looks whether every name and string is Unicode: UTF-8, and escapes of whole characters.</summary>
    /// <param name="json">Well-formed JSON.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? ErrorOf(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return "it is not UTF-8.";
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && !IsText(reader))
            {
                return $"the text at byte {reader.TokenStartIndex} has an escape that is half a character.";
            }
        }

        return null;
    }

    private static bool IsText(Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
