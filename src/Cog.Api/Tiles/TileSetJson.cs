using System.Text.Json.Serialization;

namespace Cog.Api.Tiles;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileMatrixSetList))]
[JsonSerializable(typeof(TileSetList))]
[JsonSerializable(typeof(TileSet))]
internal sealed partial class TileSetJson : JsonSerializerContext;
