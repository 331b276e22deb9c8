using Cog.Hosting.Sources;
using Cog.Hosting.Telemetry;
using Cog.Stac;

namespace Cog.Api.Items;

/// <summary>
/// The assets of the STAC item that <c>url</c> names: their bands are those of one picture, in the order of <c>assets</c>.
/// </summary>
internal sealed class ItemDatasets(CogFiles files) : IDatasets
{
    private readonly Documents<ServedItem> _items = new(
        ServedItem.Parse,
        files.Options,
        new(StacLimits.Default.MaxBytes, $"{nameof(StacLimits)}.{nameof(StacLimits.MaxBytes)}"),
        TimeProvider.System
    );

    /// <inheritdoc/>
    public CogOptions Options => files.Options;

    /// <inheritdoc/>
    public RequestQuery QueryOf(HttpRequest request)
    {
        var query = new RequestQuery(request) { Subject = "an item of STAC" };
        request.HttpContext.Features.Set(AssetQuery.Read(query));
        return query;
    }

    /// <inheritdoc/>
    public async Task DescribeAsync(HttpContext context, RequestQuery query, Func<MapLayer, BufferedResponse> answer)
    {
        (_, Document<ServedItem> document) = await OpenAsync(context, query);
        ServedItem item = document.Content;
        AssetQuery asked = AskedOf(context);
        if (asked.Choices.Count > 0)
        {
            item.Choose(asked); // Assets that there are not.
        }

        var layer = new MapLayer(item.Grid.Header)
        {
            OwnZooms = item.Grid.IsMeasured ? null : set => new(set.MinZoom, set.MaxZoom),
            Renders = () => ItemRenders.ValidOf(item.Item),
        };
        await files.RespondAsync(context, query, [], document.Version, _ => Task.FromResult(answer(layer)));
    }

    /// <inheritdoc/>
    public Task ReadAsync(HttpContext context, RequestQuery query, AskedPlace? place, Func<IDataset, Task<BufferedResponse>> answer) =>
        UseAsync(context, query, absent: null, (parts, item) =>
            answer(new StackedDataset(parts, (item.Ranges, string.Join('\n', parts.Select(part => part.Name)))))
        );

    /// <summary>Opens the item alone.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now.</param>
    public async Task<(FileLocation Location, Document<ServedItem> Document)> OpenAsync(HttpContext context, RequestQuery query)
    {
        RequestLog log = RequestLog.Of(context);
        FileLocation location = files.Locate(context, query);
        files.Begin(location, log);
        return (location, await _items.ReadAsync(location, log, context.RequestAborted));
    }

    /// <summary>Answers from the item alone.</summary>
    public async Task RespondAsync(HttpContext context, RequestQuery query, Func<ServedItem, BufferedResponse> answer)
    {
        (_, Document<ServedItem> document) = await OpenAsync(context, query);
        await files.RespondAsync(context, query, [], document.Version, _ => Task.FromResult(answer(document.Content)));
    }

    /// <summary>Answers from the assets that a request names, each with its file open.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">Its parameters, all read by now.</param>
    /// <param name="absent">What it means when it names none; null for <see cref="DefaultAssets"/>.</param>
    /// <param name="answer">Makes the answer; may be called twice.</param>
    public async Task UseAsync(
        HttpContext context,
        RequestQuery query,
        Func<ServedItem, IReadOnlyList<AssetChoice>>? absent,
        Func<IReadOnlyList<StackedPart>, ServedItem, Task<BufferedResponse>> answer
    )
    {
        (FileLocation location, Document<ServedItem> document) = await OpenAsync(context, query);
        ServedItem item = document.Content;
        (IReadOnlyList<FileLocation> locations, Func<IReadOnlyList<CogFile>, IReadOnlyList<StackedPart>> stack) = Prepare(
            item,
            location,
            AskedOf(context),
            absent
        );
        await files.RespondAsync(context, query, locations, document.Version, opened => answer(stack(opened), item));
    }

    /// <summary>The files that a request means by an item, and what they are in its picture once they are open.</summary>
    /// <param name="item">The item.</param>
    /// <param name="location">Where it, or what holds it, is.</param>
    /// <param name="asked">What the request says of assets.</param>
    /// <param name="absent">What it means when it names none; null for <see cref="DefaultAssets"/>.</param>
    /// <exception cref="BadHttpRequestException">There is no such asset, or its address is none.</exception>
    /// <exception cref="CogException">A file of it may not be read.</exception>
    public (IReadOnlyList<FileLocation> Locations, Func<IReadOnlyList<CogFile>, IReadOnlyList<StackedPart>> Stack) Prepare(
        ServedItem item,
        FileLocation location,
        AssetQuery asked,
        Func<ServedItem, IReadOnlyList<AssetChoice>>? absent = null
    )
    {
        IReadOnlyList<AssetChoice> choices = item.Choose(asked, absent?.Invoke(item));
        PartOfPicture[] parts = [.. choices.Select(choice => PartOf(item, choice))];
        return ([.. choices.Select(choice => Locate(item.AssetOf(choice), location))], opened =>
            [
                .. opened.Select(
                    (file, i) => PartOf(item.AssetOf(choices[i]), file, choices[i], parts[i]) with { IsOneBand = asked.IsAssetAsBand }
                ),
            ]
        );
    }

    /// <summary>What a request says of assets.</summary>
    public static AssetQuery AskedOf(HttpContext context) =>
        context.Features.Get<AssetQuery>() ?? new([], IsAll: false, IsAssetAsBand: false);

    private FileLocation Locate(StacAsset asset, FileLocation item)
    {
        try
        {
            return files.Locate(asset.AddressFrom(item.Key.Object, Options.StacAlternateKey), item) with { HeaderBytes = asset.HeaderSize };
        }
        catch (InvalidStacException error)
        {
            throw new BadHttpRequestException(error.Message, StatusCodes.Status422UnprocessableEntity, error);
        }
    }

    // Parsed before anything is opened.
    private static PartOfPicture PartOf(ServedItem item, AssetChoice choice) =>
        new()
        {
            BandIndexes = item.BandsOf(choice),
            Expressions = choice.Expression is { } text ? RenderQuery.ParseExpression(text) : null,
        };

    // What the item says of bands holds where the file says nothing.
    private static StackedPart PartOf(StacAsset asset, CogFile file, AssetChoice choice, PartOfPicture part)
    {
        CogHeader header = file.Header;
        IReadOnlyList<StacBand> bands = asset.Bands;
        bool isScaled = header.Scales.Any(scale => scale != 1) || header.Offsets.Any(offset => offset != 0);
        bool isSaid = bands.Any(band => band.Scale is not null || band.Offset is not null);
        double?[] noData = [.. bands.Select(band => band.NoData).Distinct()];
        return new(choice.Name, file)
        {
            Key = choice.Key,
            Choice = part with
            {
                Scaling =
                    isScaled || !isSaid
                        ? BandScaling.None
                        : new([.. bands.Select(band => band.Scale ?? 1)], [.. bands.Select(band => band.Offset ?? 0)]),
                NoData =
                    header is { NoData: null, IsMasked: false, AlphaBand: null } && noData is [{ } value]
                        ? NoDataValue.Parse(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
                        : null,
            },
            Ranges = bands.All(band => band.Minimum is not null)
                ? [.. bands.Select(band => new Rescale(band.Minimum!.Value, band.Maximum!.Value))]
                : [],
        };
    }
}
