using System.Text.Json.Serialization;

namespace Cog.Rendering.Tiling;

/// <summary>Source-generated JSON of tile matrix sets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(TileMatrixSetDocument))]
internal sealed partial class TilingJson : JsonSerializerContext;
