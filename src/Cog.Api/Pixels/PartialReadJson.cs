namespace Cog.Api.Pixels;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(PointResponse))]
[JsonSerializable(typeof(Dictionary<string, NamedStatistics>))]
internal sealed partial class PartialReadJson : JsonSerializerContext;
