using System.Text.Json.Serialization;
using Cog.Hosting;

namespace Functions.PartialRead;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(PointResponse))]
internal sealed partial class PartialReadJson : JsonSerializerContext;
