namespace Cog.Api.Info;

/// <summary>One band's metadata items, as the pair that rio-tiler makes of them: <c>["b1",{"STATISTICS_MEAN":"7"}]</c>.</summary>
/// <param name="Name">The band.</param>
/// <param name="Items">Of the default domain, without a role.</param>
[JsonConverter(typeof(BandMetadataConverter))]
internal sealed record BandMetadata(string Name, IReadOnlyDictionary<string, string> Items);

/// <summary>Writes the pair.</summary>
internal sealed class BandMetadataConverter : WrittenConverter<BandMetadata>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BandMetadata value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.Name);
        writer.WriteStartObject();
        foreach ((string name, string text) in value.Items)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
