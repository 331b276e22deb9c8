using System.Text.Json.Serialization;
using Cog.Api.Responses;
using Cog.Api.Tiles;

namespace Cog.Api.Info;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(InfoResponse))]
[JsonSerializable(typeof(InfoFeature))]
[JsonSerializable(typeof(TagDescription))]
[JsonSerializable(typeof(TileJson))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class InfoJson : JsonSerializerContext;
