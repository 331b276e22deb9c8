namespace Cog.Api.Stac;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(ItemDocument))]
internal sealed partial class StacJson : JsonSerializerContext;
