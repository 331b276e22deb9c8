using System.Text.Json.Serialization;

namespace Cog.Aws;

/// <summary>JSON of this project, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Dictionary<string, BucketEntry>))]
internal sealed partial class AwsJson : JsonSerializerContext;
