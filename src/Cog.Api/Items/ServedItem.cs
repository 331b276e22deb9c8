using Cog.Stac;

namespace Cog.Api.Items;

/// <summary>An item as it is served: understood once, and kept.</summary>
/// <param name="Item">The item.</param>
/// <param name="Assets">Those of its assets that can be read here.</param>
/// <param name="Grid">Where they are.</param>
internal sealed record ServedItem(StacItem Item, IReadOnlyList<StacAsset> Assets, ItemGrid Grid)
{
    /// <summary>Assets that one request may read.</summary>
    private const int MostAssets = 100;

    /// <summary>The ranges of values that were counted of computations over its assets.</summary>
    public CountedRanges Ranges { get; } = new();

    /// <summary>Reads an item from its JSON.</summary>
    /// <exception cref="BadHttpRequestException">It is none (422), or has nothing that is read here (400).</exception>
    public static ServedItem Parse(ReadOnlyMemory<byte> json, Uri address)
    {
        try
        {
            StacItem item = StacItem.Parse(json, address);
            IReadOnlyList<StacAsset> assets = StacReaderOptions.Default.AssetsOf(item);
            return new(item, assets, ItemGrid.Of(item, assets));
        }
        catch (MissingAssetsException error)
        {
            throw new BadHttpRequestException(error.Message, error);
        }
        catch (InvalidStacException error)
        {
            throw new BadHttpRequestException(error.Message, StatusCodes.Status422UnprocessableEntity, error);
        }
    }

    /// <summary>The assets that a request means.</summary>
    /// <param name="asked">What it says of them.</param>
    /// <param name="absent">What it means when it names none; null for those that a map shows (<see cref="DefaultAssets"/>).</param>
    /// <exception cref="BadHttpRequestException">There is no such asset (404); or it names none, and none is meant by itself
    /// (422).</exception>
    public IReadOnlyList<AssetChoice> Choose(AssetQuery asked, IReadOnlyList<AssetChoice>? absent = null)
    {
        IReadOnlyList<AssetChoice> choices =
            asked.IsAll ? All
            : asked.Choices.Count > 0 ? asked.Choices
            : absent ?? DefaultAssets.Of(this);
        foreach (AssetChoice choice in choices)
        {
            AssetOf(choice);
        }

        return choices.Count <= MostAssets
            ? choices
            : throw new BadHttpRequestException(
                $"{choices.Count} assets are asked for: at most {MostAssets} are read for one request.",
                StatusCodes.Status413PayloadTooLarge
            );
    }

    /// <summary>Every asset.</summary>
    public IReadOnlyList<AssetChoice> All => [.. Assets.Select(asset => new AssetChoice(asset.Name))];

    /// <summary>The asset that is meant.</summary>
    /// <exception cref="BadHttpRequestException">There is none of its name (404), in rio-tiler's words.</exception>
    public StacAsset AssetOf(AssetChoice choice) =>
        Assets.FirstOrDefault(asset => asset.Name == choice.Name)
        ?? throw new BadHttpRequestException(
            $"'{choice.Name}' is not valid, should be one of [{string.Join(", ", Assets.Select(asset => $"'{asset.Name}'"))}]",
            StatusCodes.Status404NotFound
        );

    /// <summary>The bands that are meant, from 1; empty for all but alpha.</summary>
    /// <exception cref="InvalidParametersException">The item knows no band of that name.</exception>
    public IReadOnlyList<int> BandsOf(AssetChoice choice)
    {
        if (choice.BandNames.Count == 0)
        {
            return choice.BandIndexes;
        }

        StacAsset asset = AssetOf(choice);
        return
        [
            .. choice.BandNames.Select(name =>
                asset.BandNumberOf(name)
                ?? throw new InvalidParametersException(
                    ParameterError.OfQuery(
                        "assets",
                        asset.Bands.Count == 0
                            ? $"The asset '{asset.Name}' does not have 'bands' metadata, unable to use 'bands' option."
                            : $"Band '{name}' not found in the metadata of asset '{asset.Name}': expected one of "
                                + $"{string.Join(", ", asset.Bands.Select(band => band.CommonName ?? band.Name))}."
                    )
                )
            ),
        ];
    }
}
