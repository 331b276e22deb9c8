namespace Cog.Api.Stac;

/// <summary>An Item (STAC 1.0.0), a GeoJSON Feature. Null fields are left out.</summary>
internal sealed record ItemDocument
{
    /// <summary>Always <c>Feature</c>.</summary>
    public string Type { get; } = "Feature";

    public string StacVersion { get; } = "1.0.0";

    public required IReadOnlyList<string> StacExtensions { get; init; }

    public required string Id { get; init; }

    public required StacGeometry Geometry { get; init; }

    /// <summary>West, south, east, north; west is greater than east across ±180° (RFC 7946 section 5.2).</summary>
    public required double[] Bbox { get; init; }

    public required StacProperties Properties { get; init; }

    public required IReadOnlyList<StacLink> Links { get; init; }

    public required IReadOnlyDictionary<string, AssetDocument> Assets { get; init; }

    public string? Collection { get; init; }
}

/// <summary>What an Item says of itself, with the extensions <c>projection</c> and <c>eo</c>.</summary>
internal sealed record StacProperties
{
    public string? StartDatetime { get; init; }

    public string? EndDatetime { get; init; }

    [JsonPropertyName("proj:epsg")]
    public StacCode? Epsg { get; init; }

    [JsonPropertyName("proj:geometry")]
    public StacGeometry? ProjectedGeometry { get; init; }

    [JsonPropertyName("proj:bbox")]
    public double[]? ProjectedBox { get; init; }

    /// <summary>Rows, columns.</summary>
    [JsonPropertyName("proj:shape")]
    public int[]? Shape { get; init; }

    /// <summary>A matrix of three rows, row by row: pixel to CRS.</summary>
    [JsonPropertyName("proj:transform")]
    public double[]? Transform { get; init; }

    /// <summary>Percentage of the picture that clouds cover.</summary>
    [JsonPropertyName("eo:cloud_cover")]
    public double? CloudCover { get; init; }

    /// <summary>Null beside an interval, but never left out (STAC 1.0.0, Item, Properties Object).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Datetime { get; init; }

    /// <summary>CLOUDCOVER of GDAL's domain IMAGERY; null when it is missing or no percentage.</summary>
    public static double? CloudCoverOf(CogHeader header) =>
        double.TryParse(
            header.Metadata.OfDomain("IMAGERY").GetValueOrDefault("CLOUDCOVER"),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out double percent
        ) && percent is >= 0 and <= 100
            ? percent
            : null;
}

/// <summary>A code of EPSG; null is written for a CRS without one.</summary>
/// <param name="Value">The code.</param>
[JsonConverter(typeof(StacCodeConverter))]
internal sealed record StacCode(int? Value);

/// <summary>A link.</summary>
/// <param name="Rel">What it is to the Item.</param>
/// <param name="Href">As the request says.</param>
/// <param name="Type">Media type.</param>
internal sealed record StacLink(string Rel, string Href, string Type);

/// <summary>The file.</summary>
/// <param name="Href">Its address, with whatever is needed to read it.</param>
/// <param name="Type">Media type.</param>
/// <param name="Roles">May be empty.</param>
internal sealed record AssetDocument(string Href, string Type, [property: JsonPropertyOrder(1)] IReadOnlyList<string> Roles)
{
    [JsonPropertyName("raster:bands")]
    public IReadOnlyList<StacRasterBand>? RasterBands { get; init; }

    [JsonPropertyName("eo:bands")]
    public IReadOnlyList<StacEoBand>? EoBands { get; init; }

    /// <summary>Bytes; null when the source does not say, or nobody asks.</summary>
    [JsonPropertyName("file:size")]
    public long? FileSize { get; init; }

    /// <summary>Bytes that are read until all directories are known.</summary>
    [JsonPropertyName("file:header_size")]
    public long? HeaderSize { get; init; }

    [JsonPropertyName("file:byte_order")]
    public string? ByteOrder { get; init; }
}

/// <summary>Writes the number or null.</summary>
internal sealed class StacCodeConverter : WrittenConverter<StacCode>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StacCode value, JsonSerializerOptions options)
    {
        if (value.Value is { } code)
        {
            writer.WriteNumberValue(code);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
