using Cog.Stac;

namespace Cog.Api.Items;

/// <summary>Which assets a map shows when nobody says it.</summary>
/// <remarks>
/// The one that is meant to be looked at (named <c>visual</c>, or with that role); else the only one, or the only one with the role
/// <c>data</c>; else those of red, green and blue.
/// </remarks>
internal static class DefaultAssets
{
    private const string Visual = "visual",
        Data = "data";

    private static readonly string[] s_colors = ["red", "green", "blue"];

    /// <summary>The assets that are drawn when a request names none.</summary>
    /// <exception cref="InvalidParametersException">The request has to: 422, as TiTiler answers without <c>assets</c>.</exception>
    public static IReadOnlyList<AssetChoice> Of(ServedItem item)
    {
        StacAsset? visual = item.Assets.FirstOrDefault(asset => asset.Name == Visual)
            ?? item.Assets.FirstOrDefault(asset => asset.Roles.Contains(Visual));
        if (visual is not null)
        {
            return [new(visual.Name)];
        }

        if (
            item.Assets is [var only]
            || item.Assets.Where(asset => asset.Roles.Contains(Data)).ToArray() is [var data] && (only = data) is not null
        )
        {
            return [new(only.Name)];
        }

        AssetChoice?[] colors = [.. s_colors.Select(color => ColorOf(item, color))];
        return colors.All(choice => choice is not null)
            ? [.. colors.Select(choice => choice!)]
            : throw new InvalidParametersException(
                new ParameterError(
                    ["query", "assets"],
                    $"assets is missing: add assets= with one or more of {string.Join(", ", item.Assets.Select(asset => asset.Name))}.",
                    "missing"
                )
            );
    }

    private static AssetChoice? ColorOf(ServedItem item, string color)
    {
        StacAsset? asset = item.Assets.FirstOrDefault(a => a.BandNumberOf(color) is not null)
            ?? item.Assets.FirstOrDefault(a => a.Name == color);
        return asset is null ? null
            : asset.BandNumberOf(color) is { } band && asset.Bands.Count > 1 ? new(asset.Name) { BandIndexes = [band] }
            : new(asset.Name);
    }
}
