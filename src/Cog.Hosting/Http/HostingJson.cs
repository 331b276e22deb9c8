using System.Text.Json.Serialization;

namespace Cog.Hosting.Http;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class HostingJson : JsonSerializerContext;
