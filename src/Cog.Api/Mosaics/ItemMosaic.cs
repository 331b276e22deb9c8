using Cog.Api.Items;
using Cog.Header;
using Cog.Hosting.Sources;

namespace Cog.Api.Mosaics;

/// <summary>The mosaic of a collection of items: those whose boxes touch a place.</summary>
/// <param name="document">The collection.</param>
/// <param name="memberOf">An item, with the assets that the request means.</param>
internal sealed class ItemMosaic(Document<ItemList> document, Func<ServedItem, MosaicMember> memberOf) : IMosaic
{
    private const int Samples = 3;

    /// <inheritdoc/>
    public Task<MosaicDescription> DescribeAsync(MosaicFiles files)
    {
        IReadOnlyList<ServedItem> items = document.Content.Items;
        BoundingBox bounds = MosaicLayer.Around(items.Select(BoxOf).OfType<BoundingBox>());
        ServedItem[] measured = [.. items.Where(item => item.Grid.IsMeasured)];
        return Task.FromResult<MosaicDescription>(
            new(
                document.Version,
                "mosaic",
                MosaicLayer.Of(bounds, set =>
                    measured.Length == 0
                        ? new ZoomRange(set.MinZoom, set.MaxZoom)
                        : new(
                            measured.Min(item => ZoomRange.Of(item.Grid.Header, set).MinZoom),
                            measured.Max(item => ZoomRange.Of(item.Grid.Header, set).MaxZoom)
                        )
                ),
                bounds
            )
        );
    }

    /// <inheritdoc/>
    public Task<MosaicSelection> InAsync(MosaicPlace place, int limit, CancellationToken cancellationToken)
    {
        ServedItem[] there = [.. document.Content.Items.Where(item => BoxOf(item) is not { } box || place.Touches(box))];
        return Task.FromResult<MosaicSelection>(
            new(document.Version, [.. there.Take(limit).Select(memberOf)], Math.Max(0, there.Length - limit))
        );
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MosaicMember>> SamplesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MosaicMember>>([.. document.Content.Items.Take(Samples).Select(memberOf)]);

    private static BoundingBox? BoxOf(ServedItem item) => item.Item.Bounds;
}

/// <summary>An item of a collection.</summary>
/// <param name="item">The item.</param>
/// <param name="prepared">Its files, and what they are in its picture.</param>
internal sealed class ItemMember(
    ServedItem item,
    (IReadOnlyList<FileLocation> Locations, Func<IReadOnlyList<CogFile>, IReadOnlyList<StackedPart>> Stack) prepared
) : MosaicMember(item.Item.Id)
{
    /// <inheritdoc/>
    public override IEnumerable<HeaderKey> Keys => prepared.Locations.Select(location => location.Key);

    /// <summary>Where the item says it is; nothing where it says no more than a box, which is larger than what is in it.</summary>
    public override CogHeader? KnownGrid(MosaicFiles files) => item.Grid.IsMeasured ? item.Grid.Header : null;

    /// <inheritdoc/>
    public override bool IsGridOfFile => false;

    /// <inheritdoc/>
    public override Task UseAsync(MosaicFiles files, Func<IDataset, string?, Task> use) =>
        files.Files.Opener.UseAllAsync(
            prepared.Locations,
            files.Log,
            async opened =>
            {
                IReadOnlyList<StackedPart> parts = prepared.Stack(opened);
                await use(
                    new StackedDataset(parts, (item.Ranges, string.Join('\n', parts.Select(part => part.Name)))),
                    opened.All(file => file.Version is not null) ? string.Join(' ', opened.Select(file => file.Version)) : null
                );
                return true;
            },
            files.CancellationToken,
            files.Told
        );
}
