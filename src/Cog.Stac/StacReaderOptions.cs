namespace Cog.Stac;

/// <summary>Which assets of an item are opened, and how.</summary>
public sealed record StacReaderOptions
{
    /// <summary>The media type of a Cloud Optimized GeoTIFF, in its usual spelling.</summary>
    public const string CogMediaType = "image/tiff; application=geotiff; profile=cloud-optimized";

    /// <summary>
    /// The media types of files that are GeoTIFFs, or may be: rio-tiler's list without formats that are not read here.
    /// </summary>
    public static IReadOnlySet<string> GeoTiffMediaTypes { get; } =
        new HashSet<string>
        {
            "image/tiff; application=geotiff",
            CogMediaType,
            "image/tiff; profile=cloud-optimized; application=geotiff",
            "image/vnd.stac.geotiff; cloud-optimized=true",
            "image/tiff",
            "image/x.geotiff",
        };

    /// <summary>The defaults.</summary>
    public static StacReaderOptions Default { get; } = new(); // Behind what it is made of.

    /// <summary>
    /// Media types wanted (aiocogeo's <c>include_types</c>, rio-tiler's <c>include_asset_types</c>). An asset that does not say its own is
    /// wanted, too.
    /// </summary>
    public IReadOnlySet<string> IncludeAssetTypes { get; init; } = GeoTiffMediaTypes;

    /// <summary>Media types not wanted.</summary>
    public IReadOnlySet<string> ExcludeAssetTypes { get; init; } = new HashSet<string>();

    /// <summary>Names of the assets wanted; empty for all.</summary>
    public IReadOnlyList<string> IncludeAssets { get; init; } = [];

    /// <summary>Names of assets not wanted.</summary>
    public IReadOnlyList<string> ExcludeAssets { get; init; } = [];

    /// <summary>A further condition that an asset must meet (aiocogeo's <c>filter</c>).</summary>
    public Func<StacAsset, bool> Filter { get; init; } = _ => true;

    /// <summary>Which of an asset's alternate addresses is read where it has one of that name, e.g. <c>s3</c>; null for its own.</summary>
    public string? AlternateKey { get; init; }

    /// <summary>
    /// Opens an address, of the item or of an asset; null for files, http and https. It decides what may be read. A local file is asked for
    /// only by an item that is a local file itself.
    /// </summary>
    public Func<Uri, IRangeSource>? OpenSource { get; init; }

    /// <summary>How files are read.</summary>
    public CogReaderOptions Reader { get; init; } = CogReaderOptions.Default;

    /// <summary>How large an item may be.</summary>
    public StacLimits Limits { get; init; } = StacLimits.Default;

    /// <summary>Assets that are opened at a time.</summary>
    public int MaxConcurrency { get; init; } = 8;

    /// <summary>The assets of an item that are wanted, in its order.</summary>
    /// <exception cref="MissingAssetsException">There is none.</exception>
    public IReadOnlyList<StacAsset> AssetsOf(StacItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        StacAsset[] wanted =
        [
            .. item.Assets.Where(asset =>
                (IncludeAssets.Count == 0 || IncludeAssets.Contains(asset.Name))
                && !ExcludeAssets.Contains(asset.Name)
                && (asset.MediaType is not { } type || (IncludeAssetTypes.Contains(type) && !ExcludeAssetTypes.Contains(type)))
                && Filter(asset)
            ),
        ];
        return wanted.Length > 0
            ? wanted
            : throw new MissingAssetsException(
                $"No valid asset found. The item '{item.Id}' has {Listed(item.Assets)}; none of them is wanted here."
            );
    }

    private static string Listed(IReadOnlyList<StacAsset> assets)
    {
        const int Most = 20;
        string listed = string.Join(", ", assets.Take(Most).Select(asset => $"{asset.Name} ({asset.MediaType ?? "no type"})"));
        return assets.Count == 0 ? "no assets"
            : assets.Count > Most ? $"{listed} and {assets.Count - Most} more"
            : listed;
    }
}
