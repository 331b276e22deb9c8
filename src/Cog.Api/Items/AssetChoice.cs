namespace Cog.Api.Items;

/// <summary>An asset as a request names it.</summary>
/// <param name="Name">Its name.</param>
internal sealed record AssetChoice(string Name)
{
    /// <summary>Bands, from 1; empty for all but alpha.</summary>
    public IReadOnlyList<int> BandIndexes { get; init; } = [];

    /// <summary>Bands by their names in the item; goes before <see cref="BandIndexes"/>. Empty for none.</summary>
    public IReadOnlyList<string> BandNames { get; init; } = [];

    /// <summary>What is computed of its bands; null for nothing.</summary>
    public string? Expression { get; init; }

    /// <summary>What stands for it in answers that have a member for each asset, in rio-tiler's words: <c>red|indexes=[1,2]</c>.</summary>
    public string Key
    {
        get
        {
            string[] options =
            [
                .. BandIndexes.Count > 0 ? [$"indexes=[{string.Join(',', BandIndexes)}]"] : Array.Empty<string>(),
                .. Expression is { } text ? [$"expression={text.Replace(" ", "", StringComparison.Ordinal)}"] : Array.Empty<string>(),
                .. BandNames.Count > 0 ? [$"bands=[{string.Join(',', BandNames.Select(name => $"'{name}'"))}]"] : Array.Empty<string>(),
            ];
            return options.Length == 0 ? Name : $"{Name}|{string.Join('&', options)}";
        }
    }
}
