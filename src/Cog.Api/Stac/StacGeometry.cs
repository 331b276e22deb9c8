namespace Cog.Api.Stac;

/// <summary>A Polygon, or a MultiPolygon of several, without holes.</summary>
/// <param name="Rings">Each closed.</param>
[JsonConverter(typeof(StacGeometryConverter))]
internal sealed record StacGeometry(IReadOnlyList<IReadOnlyList<(double X, double Y)>> Rings)
{
    /// <summary>The outline of a box, counter-clockwise from its lower left.</summary>
    public static StacGeometry Around(BoundingBox box) =>
        new([
            [(box.MinX, box.MinY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY), (box.MinX, box.MaxY), (box.MinX, box.MinY)],
        ]);
}

/// <summary>Writes the geometry (RFC 7946 section 3.1).</summary>
internal sealed class StacGeometryConverter : WrittenConverter<StacGeometry>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StacGeometry value, JsonSerializerOptions options)
    {
        bool isOne = value.Rings.Count == 1;
        writer.WriteStartObject();
        writer.WriteString("type", isOne ? "Polygon" : "MultiPolygon");
        writer.WriteStartArray("coordinates");
        foreach (IReadOnlyList<(double X, double Y)> ring in value.Rings)
        {
            if (!isOne)
            {
                writer.WriteStartArray();
            }

            writer.WriteStartArray();
            foreach ((double x, double y) in ring)
            {
                writer.WriteStartArray();
                WriteNumber(writer, x, options);
                WriteNumber(writer, y, options);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            if (!isOne)
            {
                writer.WriteEndArray();
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
