namespace Cog.Api.Colors;

/// <summary>What <c>/colorMaps</c> answers. The name is written in small letters, as TiTiler's is.</summary>
internal sealed record ColorMapList(IReadOnlyList<ColorMapItem> Colormaps);

/// <summary>One map of the list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Links">Its colours.</param>
internal sealed record ColorMapItem(string Id, IReadOnlyList<Link> Links);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ColorMapList))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int[]>))]
internal sealed partial class ColorMapsJson : JsonSerializerContext;
