using System.Text.Json.Serialization;
using Cog.Hosting;

namespace Functions.PartialRead;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(PointResponse))]
[JsonSerializable(typeof(Dictionary<string, NamedStatistics>))]
internal sealed partial class PartialReadJson : JsonSerializerContext;
