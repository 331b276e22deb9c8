namespace Cog.Api.Items;

/// <summary>
/// What a request says of an item's assets: <c>assets=red</c>, <c>assets=red|bidx=1,2</c> and <c>asset_as_band</c> of TiTiler 2;
/// <c>asset_bidx</c>, <c>asset_expression</c>, and an <c>expression</c> with the names of assets, of those before.
/// </summary>
/// <param name="Choices">In the order of their bands; empty when the request names none.</param>
/// <param name="IsAll"><c>assets=:all:</c>.</param>
/// <param name="IsAssetAsBand">Each asset is one band, and is called as the asset is.</param>
internal sealed record AssetQuery(IReadOnlyList<AssetChoice> Choices, bool IsAll, bool IsAssetAsBand)
{
    private const string All = ":all:";

    private const string Expected = "expected the name of an asset, or name|bidx=1,2, name|expression=b1*2, name|bands=red";

    /// <summary>
    /// Reads it. An expression with names of assets becomes one over <c>b1</c>, <c>b2</c> … of the assets that it names.
    /// </summary>
    /// <param name="query">What is wrong is noted there; the expression is put in place there.</param>
    public static AssetQuery Read(RequestQuery query)
    {
        List<AssetChoice> choices = query.Read<List<AssetChoice>>("assets", () => [.. query.All("assets").SelectMany(ParseAssets)], []);
        bool isAll = choices is [{ Name: All }];
        bool isAssetAsBand = query.Flag("asset_as_band", absent: false);
        ReadOption(query, "asset_bidx", choices, (choice, text) => choice with { BandIndexes = ParseIndexes("asset_bidx", text) });
        ReadOption(query, "asset_expression", choices, (choice, text) => choice with { Expression = text });
        if (
            query.Text("expression") is { } expression
            && NamedExpression.Resolve(expression, isAll ? [] : choices, isAssetAsBand) is { } resolved
        )
        {
            query.Substitute("expression", resolved.Expression);
            return new(resolved.Choices, IsAll: false, isAssetAsBand);
        }

        return new(isAll ? [] : choices, isAll, isAssetAsBand);
    }

    // One asset, or, as in TiTiler before 0.4, several with commas between them.
    private static IEnumerable<AssetChoice> ParseAssets(string text) =>
        text.Contains('|', StringComparison.Ordinal) ? [ParseAsset(text)] : text.Split(',').Select(name => ParseAsset(name));

    private static AssetChoice ParseAsset(string text)
    {
        string[] parts = text.Split('|');
        if (parts[0].Length == 0)
        {
            throw new FormatException($"assets is '{text}': {Expected}.");
        }

        var choice = new AssetChoice(parts[0]);
        foreach (string option in parts[1..])
        {
            choice = option.Split('=', 2) switch
            {
                ["bidx" or "indexes", var indexes] => choice with { BandIndexes = ParseIndexes("assets", indexes) },
                ["expression", { Length: > 0 } expression] => choice with { Expression = expression },
                ["bands", { Length: > 0 } bands] => choice with { BandNames = bands.Split(',') },
                _ => throw new FormatException($"assets is '{text}', with the option '{option}': {Expected}."),
            };
        }

        return choice;
    }

    // name|value for one asset; a value alone for all of them.
    private static void ReadOption(RequestQuery query, string name, List<AssetChoice> choices, Func<AssetChoice, string, AssetChoice> with)
    {
        foreach (string text in query.All(name))
        {
            query.Read(
                name,
                () =>
                {
                    if (choices.Count == 0)
                    {
                        throw new FormatException(
                            $"{name} is '{text}', without assets: add assets= with the names of those that it is for."
                        );
                    }

                    int end = text.IndexOf('|', StringComparison.Ordinal);
                    string? asset = end < 0 ? null : text[..end];
                    int[] meant = [.. Enumerable.Range(0, choices.Count).Where(i => asset is null || choices[i].Name == asset)];
                    foreach (int i in meant)
                    {
                        choices[i] = with(choices[i], text[(end + 1)..]);
                    }

                    return meant.Length > 0
                        ? meant.Length
                        : throw new FormatException($"{name} is '{text}': expected one of assets before the |.");
                },
                0
            );
        }
    }

    private static int[] ParseIndexes(string name, string text) =>
        [
            .. text.Split(',')
                .Select(word =>
                    int.TryParse(word, out int number) && number >= 1
                        ? number
                        : throw new FormatException($"{name} is '{text}': '{word}' is not a band number; the first is 1.")
                ),
        ];
}
