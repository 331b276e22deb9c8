using Cog.Geo;
using Cog.Header;
using Cog.Stac;

namespace Cog.Api.Items;

/// <summary>Where an item's assets are together, as the item itself says it: by rio-tiler's rule.</summary>
/// <param name="Header">A grid over all of them, of the finest resolution.</param>
/// <param name="IsMeasured">False where the item says no more than a box of longitudes and latitudes.</param>
internal sealed record ItemGrid(CogHeader Header, bool IsMeasured)
{
    private const int Wgs84 = 4326;

    // Columns of a box of which no resolution is known: enough to tell its ends from each other.
    private const int BoxColumns = 1 << 16;

    /// <summary>The grid of some assets, else of the item, else a guess from its box.</summary>
    public static ItemGrid Of(StacItem item, IReadOnlyList<StacAsset> assets) =>
        OfAssets(assets) is { } together ? new(together, true)
        : OfProjection(item.Projection, item.Projection) is { } own ? new(own, true)
        : new(OfBox(item.Bounds ?? new(-180, -90, 180, 90)), false);

    // Only where all assets are in one CRS.
    private static CogHeader? OfAssets(IReadOnlyList<StacAsset> assets)
    {
        StacProjection[] placed = [.. assets.Select(asset => asset.Projection).Where(p => p is { Shape: not null, Transform: not null })];
        if (placed.Length == 0 || placed.Select(p => (p.Code, p.Wkt)).Distinct().Count() > 1)
        {
            return null;
        }

        BoundingBox[] boxes = [.. placed.Select(p => p.Transform!.Value.Bounds(p.Shape!.Value.Width, p.Shape.Value.Height))];
        var all = new BoundingBox(boxes.Min(b => b.MinX), boxes.Min(b => b.MinY), boxes.Max(b => b.MaxX), boxes.Max(b => b.MaxY));
        GeoTransform finest = placed.Select(p => p.Transform!.Value).MinBy(t => (Math.Abs(t.A), Math.Abs(t.E)));
        if (!all.IsValid || finest.A == 0 || finest.E == 0)
        {
            return null;
        }

        double columns = Math.Floor(all.Width / Math.Abs(finest.A)),
            rows = Math.Floor(all.Height / Math.Abs(finest.E));
        if (columns is < 1 or > int.MaxValue || rows is < 1 or > int.MaxValue)
        {
            return null;
        }

        var size = new RasterSize((int)columns, (int)rows);
        return Described(placed[0], new(all.Width / size.Width, 0, all.MinX, 0, -all.Height / size.Height, all.MaxY), size);
    }

    private static CogHeader? OfProjection(StacProjection projection, StacProjection crs) =>
        projection is { Shape: { } size, Transform: { } transform } ? Described(crs, transform, size) : null;

    // Null where the CRS is not said, or not supported: the box is, always.
    private static CogHeader? Described(StacProjection projection, GeoTransform transform, RasterSize size)
    {
        try
        {
            if ((projection.Code ?? projection.Wkt) is not { } text)
            {
                return null;
            }

            var crs = Crs.Parse(text);
            CogHeader header = crs.EpsgCode is { } code and > 0 and < GeoKeys.UserDefined
                ? DescribedGrid.Of(transform, size, code, crs.IsGeographic)
                : DescribedGrid.Of(transform, size, crs.Wkt);
            _ = Crs.Of(header);
            return header.Bounds.IsValid ? header : null;
        }
        catch (Exception error) when (error is CogException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static CogHeader OfBox(BoundingBox box)
    {
        BoundingBox whole = WorldAxis.Longitude.Unwrap(box);
        double width = Math.Max(whole.Width, 1e-9),
            height = Math.Max(whole.Height, 1e-9);
        var transform = new GeoTransform(width / BoxColumns, 0, whole.MinX, 0, -height / BoxColumns, whole.MaxY);
        return DescribedGrid.Of(transform, new(BoxColumns, BoxColumns), Wgs84, isGeographic: true);
    }
}
