namespace Cog.Api.Datasets;

/// <summary>A named way to look at a dataset, which whoever made the dataset has written down in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">As it is written, an object.</param>
/// <param name="Parameters">Of its tiles, without <c>url</c>.</param>
internal sealed record LayerRender(string Name, JsonElement Definition, IReadOnlyList<KeyValuePair<string, string>> Parameters);
