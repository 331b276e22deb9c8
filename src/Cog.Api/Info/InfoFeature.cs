namespace Cog.Api.Info;

/// <summary>A GeoJSON Feature (RFC 7946).</summary>
internal sealed record InfoFeature
{
    /// <summary>Always <c>Feature</c>.</summary>
    public string Type { get; } = "Feature";

    /// <summary>West, south, east, north; west is greater than east for a file across ±180° (RFC 7946 section 5.2).</summary>
    public required double[] Bbox { get; init; }

    public required Outline Geometry { get; init; }

    public required InfoResponse Properties { get; init; }

    /// <param name="header">The file.</param>
    /// <param name="crs">What the numbers shall be: longitude and latitude for GeoJSON proper.</param>
    public static InfoFeature Of(CogHeader header, Crs crs)
    {
        BoundingBox box = FileBounds.Of(header, crs);
        return new()
        {
            Bbox = [box.MinX, box.MinY, box.MaxX, box.MaxY],
            Geometry = new(box),
            Properties = InfoResponse.Of(header),
        };
    }
}

/// <summary>A box of longitudes and latitudes as a Polygon, or a MultiPolygon cut at ±180° (RFC 7946 section 3.1.9).</summary>
/// <param name="Box"><c>MinX &gt; MaxX</c> across ±180°.</param>
[JsonConverter(typeof(OutlineConverter))]
internal sealed record Outline(BoundingBox Box);

/// <summary>Writes the geometry.</summary>
internal sealed class OutlineConverter : WrittenConverter<Outline>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Outline value, JsonSerializerOptions options)
    {
        BoundingBox box = value.Box;
        bool isCut = box.MinX > box.MaxX;

        writer.WriteStartObject();
        writer.WriteString("type", isCut ? "MultiPolygon" : "Polygon");
        writer.WriteStartArray("coordinates");
        if (isCut)
        {
            WritePolygon(writer, box with { MaxX = 180 });
            WritePolygon(writer, box with { MinX = -180 });
        }
        else
        {
            WriteRing(writer, box);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePolygon(Utf8JsonWriter writer, BoundingBox box)
    {
        writer.WriteStartArray();
        WriteRing(writer, box);
        writer.WriteEndArray();
    }

    // Counter-clockwise, closed (RFC 7946 section 3.1.6).
    private static void WriteRing(Utf8JsonWriter writer, BoundingBox box)
    {
        writer.WriteStartArray();
        ReadOnlySpan<(double X, double Y)> corners =
        [
            (box.MinX, box.MinY),
            (box.MaxX, box.MinY),
            (box.MaxX, box.MaxY),
            (box.MinX, box.MaxY),
            (box.MinX, box.MinY),
        ];
        foreach ((double x, double y) in corners)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(x);
            writer.WriteNumberValue(y);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
