using System.Security.Cryptography;
using System.Text;
using Cog.Hosting.Aws;

namespace Cog.Api.Mosaics;

/// <summary>Whatever validated uploads lie in a folder of a bucket: nobody wrote a list of them.</summary>
/// <param name="table">Where they are entered.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="prefix">What their keys begin with.</param>
/// <param name="order">Which comes first.</param>
/// <param name="memberOf">An object.</param>
internal sealed class FolderMosaic(
    PlaceTable table,
    string bucket,
    string prefix,
    PlaceOrder order,
    Func<PlacedObject, MosaicMember> memberOf
) : IMosaic
{
    // What is looked at for one answer, however large its place is; shared out over the place.
    private const int MaxLooked = 2048;
    private const int Samples = 3;

    /// <inheritdoc/>
    public async Task<MosaicDescription> DescribeAsync(MosaicFiles files)
    {
        (IReadOnlyList<PlacedObject> objects, bool isCut) = await FindAsync([new(0, 0)], files.CancellationToken);
        BoundingBox bounds = MosaicLayer.Around(isCut ? [] : objects.Select(placed => placed.Box));
        double finest = objects.Select(placed => placed.Resolution).Where(r => r > 0).DefaultIfEmpty(1).Min();
        return new(
            VersionOf(objects),
            $"{bucket}/{prefix}",
            MosaicLayer.Of(bounds, set => new ZoomRange(
                set.MinZoom,
                Math.Max(set.MinZoom, set.ZoomForResolution(finest / set.Crs.MetersPerUnit))
            )),
            bounds
        );
    }

    /// <inheritdoc/>
    public async Task<MosaicSelection> InAsync(MosaicPlace place, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyList<Quadkey> keys =
            place.Tile is var (set, tile) && set.Id == "WebMercatorQuad" && Quadkey.Of(tile) is { } own
                ? [own]
                : PlaceCells.Around(place.Box);
        (IReadOnlyList<PlacedObject> objects, bool isCut) = await FindAsync(keys, cancellationToken);
        PlacedObject[] there = [.. objects.Where(placed => place.Touches(placed.Box))];
        return new(VersionOf(there), [.. order.Sort(there).Take(limit).Select(memberOf)], Math.Max(0, there.Length - limit))
        {
            HasMore = isCut,
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MosaicMember>> SamplesAsync(CancellationToken cancellationToken)
    {
        (IReadOnlyList<PlacedObject> objects, _) = await FindAsync([new(0, 0)], cancellationToken);
        return [.. objects.OrderBy(placed => placed.Key, StringComparer.Ordinal).Take(Samples).Select(memberOf)];
    }

    // At each level that there is something of: the cell that a tile is in, or the cells in the tile, a share of them from each part of it.
    private async Task<(IReadOnlyList<PlacedObject> Objects, bool IsCut)> FindAsync(
        IReadOnlyList<Quadkey> keys,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<int> levels = await table.LevelsAsync(bucket, cancellationToken);
        List<(string Place, int Share)> asked = [];
        foreach (int level in levels)
        {
            foreach (Quadkey key in keys.Select(key => key.Zoom > level ? key.At(level) : key).Distinct())
            {
                if (key.Zoom == level)
                {
                    asked.Add((PlaceTable.CellOf(level, key.ToString()) + "#", MaxLooked));
                    continue;
                }

                int depth = Math.Min(level, key.Zoom + (keys.Count == 1 ? 2 : 1));
                int parts = 1 << (2 * (depth - key.Zoom));
                Quadkey first = key.At(depth);
                for (int i = 0; i < parts; i++)
                {
                    asked.Add(
                        (
                            PlaceTable.CellOf(level, new Quadkey(depth, first.Code + (ulong)i).ToString()) + (depth == level ? "#" : ""),
                            Math.Max(16, MaxLooked / parts / keys.Count)
                        )
                    );
                }
            }
        }

        (IReadOnlyList<PlacedObject> Objects, bool IsCut)[] found = await Task.WhenAll(
            asked.Select(ask => table.FindAsync(bucket, ask.Place, prefix, ask.Share, cancellationToken))
        );

        // In several cells at once, or in older ones for a moment: the latest holds.
        PlacedObject[] objects =
        [
            .. found.SelectMany(part => part.Objects).GroupBy(placed => placed.Key).Select(same => same.MaxBy(placed => placed.Written)!),
        ];
        return (objects, found.Any(part => part.IsCut));
    }

    private static string VersionOf(IReadOnlyList<PlacedObject> objects) =>
        Convert.ToHexString(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', objects.Select(o => $"{o.Key} {o.Written.ToUnixTimeMilliseconds()}").Order(StringComparer.Ordinal))
                )
            )
        );
}

/// <summary>In which order the objects of a folder are shown.</summary>
/// <param name="Name">As callers say it.</param>
/// <param name="Sort">Puts them in order.</param>
internal sealed record PlaceOrder(string Name, Func<IEnumerable<PlacedObject>, IEnumerable<PlacedObject>> Sort)
{
    /// <summary>All of them; the first holds where nobody says one.</summary>
    public static IReadOnlyList<PlaceOrder> All { get; } =
    [
        new("newest", objects => Then(objects.OrderByDescending(o => o.Written))),
        new("oldest", objects => Then(objects.OrderBy(o => o.Written))),
        new("finest", objects => Then(objects.OrderBy(o => o.Resolution))),
        new("coarsest", objects => Then(objects.OrderByDescending(o => o.Resolution))),
        new("first", objects => objects.OrderBy(o => o.Key, StringComparer.Ordinal)),
        new("last", objects => objects.OrderByDescending(o => o.Key, StringComparer.Ordinal)),
    ];

    // The same for everybody.
    private static IEnumerable<PlacedObject> Then(IOrderedEnumerable<PlacedObject> objects) =>
        objects.ThenBy(o => o.Key, StringComparer.Ordinal);
}
