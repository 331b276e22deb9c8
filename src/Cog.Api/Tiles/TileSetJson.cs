namespace Cog.Api.Tiles;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileMatrixSetList))]
[JsonSerializable(typeof(TileSetList))]
[JsonSerializable(typeof(TileSet))]
internal sealed partial class TileSetJson : JsonSerializerContext;

/// <summary>TileJSON's names are written with underscores, those of OGC's documents in camel case.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(TileJson))]
internal sealed partial class TileJsonContext : JsonSerializerContext;
