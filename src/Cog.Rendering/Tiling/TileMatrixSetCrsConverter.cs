using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cog.Rendering.Tiling;

/// <summary>The CRS of a tile matrix set in JSON: a string, or an object that holds one as <c>uri</c> or <c>wkt</c>.</summary>
internal sealed class TileMatrixSetCrsConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        foreach (string name in new[] { "uri", "wkt" })
        {
            if (value.RootElement.ValueKind == JsonValueKind.Object && value.RootElement.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }
        }

        throw new JsonException("crs is neither a string nor an object with uri or wkt as text.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
