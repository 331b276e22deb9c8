using System.Text.Json.Serialization;

namespace Cog.Api.Pages;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Landing))]
[JsonSerializable(typeof(Conformance))]
[JsonSerializable(typeof(MapPageData))]
[JsonSerializable(typeof(ViewedFile[]))]
internal sealed partial class PagesJson : JsonSerializerContext;
