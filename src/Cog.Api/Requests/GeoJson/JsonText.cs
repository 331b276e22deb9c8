using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Requests.GeoJson;

/// <summary>Text in JSON. A parser leaves it as it is, and only whoever reads it, or writes it elsewhere, finds that it is none.</summary>
internal static class JsonText
{
    /// <summary>Demands that every name and string is Unicode: UTF-8, and escapes of whole characters.</summary>
    /// <param name="json">Well-formed JSON.</param>
    /// <exception cref="BadHttpRequestException">One is not (422).</exception>
    public static void ThrowIfInvalid(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw Wrong("it is not UTF-8.");
        }

        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                Unescape(reader);
            }
        }
    }

    private static void Unescape(Utf8JsonReader reader)
    {
        try
        {
            reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"the text at byte {reader.TokenStartIndex} has an escape that is half a character.");
        }
    }

    private static BadHttpRequestException Wrong(string what) =>
        new($"The body is not JSON: {what}", StatusCodes.Status422UnprocessableEntity);
}
