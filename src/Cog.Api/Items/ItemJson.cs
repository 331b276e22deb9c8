using Cog.Api.Info;
using Cog.Api.Pixels;

namespace Cog.Api.Items;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Dictionary<string, InfoResponse>))]
[JsonSerializable(typeof(ItemInfoFeature))]
[JsonSerializable(typeof(RenderList))]
[JsonSerializable(typeof(RenderDescription))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, NamedStatistics>>))]
internal sealed partial class ItemJson : JsonSerializerContext;
