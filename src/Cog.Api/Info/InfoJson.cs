namespace Cog.Api.Info;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(InfoResponse))]
[JsonSerializable(typeof(InfoFeature))]
[JsonSerializable(typeof(BoundsResponse))]
[JsonSerializable(typeof(TagDescription))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class InfoJson : JsonSerializerContext;
