using System.Globalization;
using Cog.Sources;

namespace Cog.Stac;

/// <summary>The files of a STAC item, read side by side (aiocogeo's <c>STACReader</c>).</summary>
public sealed class StacReader : CompositeReader
{
    // What somebody says of a header is believed up to this.
    private const int MaxFirstRead = 1 << 20;

    private readonly Dictionary<CogReader, StacAsset> _assets;

    private StacReader(StacItem item, IReadOnlyList<(StacAsset Asset, CogReader Reader)> opened)
        : base([.. opened.Select(pair => pair.Reader)])
    {
        Item = item;
        Assets = [.. opened.Select(pair => pair.Asset)];
        _assets = opened.ToDictionary(pair => pair.Reader, pair => pair.Asset);
    }

    /// <summary>The item.</summary>
    public StacItem Item { get; }

    /// <summary>The assets that are open, in the order of <see cref="CompositeReader.Readers"/>.</summary>
    public IReadOnlyList<StacAsset> Assets { get; }

    /// <summary>Opens an item, and the assets of it that are wanted, side by side.</summary>
    /// <param name="pathOrAddress">E.g. <c>item.json</c> or <c>https://example.org/item.json</c>.</param>
    /// <param name="options">Which assets, and how; null for <see cref="StacReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="MissingAssetsException">The item has no asset that is wanted.</exception>
    /// <exception cref="CogException">The item or an asset cannot be read.</exception>
    public static Task<StacReader> OpenAsync(
        string pathOrAddress,
        StacReaderOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(pathOrAddress);
        bool isAddress = pathOrAddress.Contains("://", StringComparison.Ordinal);
        return OpenAsync(new Uri(isAddress ? pathOrAddress : Path.GetFullPath(pathOrAddress)), options, cancellationToken);
    }

    /// <summary>Opens an item, and the assets of it that are wanted, side by side.</summary>
    /// <param name="address">Absolute.</param>
    /// <param name="options">Which assets, and how; null for <see cref="StacReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="MissingAssetsException">The item has no asset that is wanted.</exception>
    /// <exception cref="CogException">The item or an asset cannot be read.</exception>
    public static async Task<StacReader> OpenAsync(
        Uri address,
        StacReaderOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        StacReaderOptions how = options ?? StacReaderOptions.Default;
        ReadOnlyMemory<byte> json;
        using (IRangeSource source = Open(address, how))
        {
            RangeRead read = await source.ReadAsync(new(0, how.Limits.MaxBytes + 1), null, cancellationToken).ConfigureAwait(false);
            json = read.Data; // One byte too many is refused by its parser.
        }

        return await OpenAsync(StacItem.Parse(json, address, how.Limits), how, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens the assets of an item that are wanted, side by side.</summary>
    /// <param name="item">The item.</param>
    /// <param name="options">Which assets, and how; null for <see cref="StacReaderOptions.Default"/>.</param>
    /// <param name="cancellationToken">Abandons the opening.</param>
    /// <exception cref="MissingAssetsException">The item has no asset that is wanted.</exception>
    /// <exception cref="CogException">An asset cannot be read.</exception>
    public static async Task<StacReader> OpenAsync(
        StacItem item,
        StacReaderOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        StacReaderOptions how = options ?? StacReaderOptions.Default;
        IReadOnlyList<StacAsset> assets = how.AssetsOf(item);
        var opened = new CogReader?[assets.Count];
        try
        {
            var side = new ParallelOptions
            {
                MaxDegreeOfParallelism = Math.Max(1, how.MaxConcurrency),
                CancellationToken = cancellationToken,
            };
            await Parallel
                .ForAsync(0, assets.Count, side, async (i, token) =>
                    opened[i] = await OpenAssetAsync(item, assets[i], how, token).ConfigureAwait(false)
                )
                .ConfigureAwait(false);
            return new(item, [.. assets.Zip(opened, (asset, reader) => (asset, reader!))]);
        }
        catch
        {
            foreach (CogReader? reader in opened)
            {
                if (reader is not null)
                {
                    await reader.DisposeAsync().ConfigureAwait(false);
                }
            }

            throw;
        }
    }

    /// <summary>Calls a function for each open asset, side by side.</summary>
    /// <param name="map">The function.</param>
    /// <returns>The results, in the order of <see cref="Assets"/>, of those assets that <see cref="CompositeReader.Filter"/> lets
    /// pass.</returns>
    public Task<IReadOnlyList<T>> MapAsync<T>(Func<StacAsset, CogReader, Task<T>> map) => MapAsync(reader => map(_assets[reader], reader));

    /// <summary>The nodata value that the item states, where neither the caller nor the file says what is valid.</summary>
    private protected override ReadOptions? OptionsOf(CogReader reader, ReadOptions? options) =>
        options?.NoData is null
        && reader.Header is { NoData: null, IsMasked: false, AlphaBand: null }
        && _assets[reader].Bands.Select(band => band.NoData).Distinct().ToArray() is [{ } noData]
        && NoDataValue.Parse(noData.ToString("R", CultureInfo.InvariantCulture)) is { } value
            ? (options ?? ReadOptions.Default) with
            {
                NoData = value,
            }
            : options;

    private static async Task<CogReader> OpenAssetAsync(
        StacItem item,
        StacAsset asset,
        StacReaderOptions options,
        CancellationToken cancellationToken
    )
    {
        string text = asset.AddressFrom(item.Address, options.AlternateKey);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
        {
            throw new InvalidStacException($"The asset '{asset.Name}' has an address that is none.");
        }

        if (address.IsFile && item.Address?.IsFile != true)
        {
            throw SourceException.Of(
                SourceFailure.AccessDenied,
                $"The asset '{asset.Name}' is a file of this machine, and the item '{item.Id}' is not: it is not read."
            );
        }

        CogReaderOptions reading = asset.HeaderSize is { } size
            ? options.Reader with
            {
                IngestedBytesAtOpen = Math.Clamp(size, options.Reader.IngestedBytesAtOpen, MaxFirstRead),
            }
            : options.Reader;
        return await CogReader.OpenAsync(Open(address, options), reading, cancellationToken).ConfigureAwait(false);
    }

    private static IRangeSource Open(Uri address, StacReaderOptions options) =>
        options.OpenSource is { } open ? open(address) : SourceAddresses.Open(address, options.Reader);
}
