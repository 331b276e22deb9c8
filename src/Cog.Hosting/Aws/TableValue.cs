namespace Cog.Hosting.Aws;

/// <summary>
/// A value of an item in DynamoDB: a string, a number as text, or bytes. Source: Amazon DynamoDB API Reference, "AttributeValue".
/// </summary>
/// <param name="S">A string. The three names are those of DynamoDB's JSON.</param>
/// <param name="N">A number.</param>
/// <param name="B">Bytes.</param>
internal readonly record struct TableValue(string? S, string? N, ReadOnlyMemory<byte>? B)
{
    /// <summary>A string.</summary>
    public static TableValue Text(string text) => new(text, null, null);

    /// <summary>A whole number.</summary>
    public static TableValue Number(long number) => new(null, number.ToString(CultureInfo.InvariantCulture), null);

    /// <summary>Bytes.</summary>
    public static TableValue Bytes(ReadOnlyMemory<byte> bytes) => new(null, null, bytes);

    /// <summary>Reads the values of an item that are of these kinds.</summary>
    /// <exception cref="FormatException">A value is not what its kind says.</exception>
    /// <exception cref="InvalidOperationException">It is no item.</exception>
    public static Dictionary<string, TableValue> ReadItem(JsonElement item)
    {
        var values = new Dictionary<string, TableValue>();
        foreach (JsonProperty attribute in item.EnumerateObject())
        {
            values[attribute.Name] = new(
                attribute.Value.TryGetProperty(nameof(S), out JsonElement text) ? text.GetString() : null,
                attribute.Value.TryGetProperty(nameof(N), out JsonElement number) ? number.GetString() : null,
                attribute.Value.TryGetProperty(nameof(B), out JsonElement bytes) ? bytes.GetBytesFromBase64() : null
            );
        }

        return values;
    }

    /// <summary>Writes <c>"name": {"name of an attribute": {"S": "…"}, …}</c>.</summary>
    public static void WriteItem(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, TableValue>> item)
    {
        writer.WritePropertyName(name);
        WriteItem(writer, item);
    }

    /// <summary>Writes an item that is one of a list.</summary>
    public static void WriteItem(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, TableValue>> item)
    {
        writer.WriteStartObject();
        foreach ((string attribute, TableValue value) in item)
        {
            writer.WriteStartObject(attribute);
            if (value.S is not null)
            {
                writer.WriteString(nameof(S), value.S);
            }
            else if (value.N is not null)
            {
                writer.WriteString(nameof(N), value.N);
            }
            else
            {
                writer.WriteBase64String(nameof(B), value.B.GetValueOrDefault().Span);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
