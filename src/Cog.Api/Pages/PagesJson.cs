namespace Cog.Api.Pages;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Landing))]
[JsonSerializable(typeof(Conformance))]
[JsonSerializable(typeof(MapPageData))]
[JsonSerializable(typeof(ViewedFile[]))]
[JsonSerializable(typeof(Basemap))]
internal sealed partial class PagesJson : JsonSerializerContext;
