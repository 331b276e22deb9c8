using Cog.Api.Html;

namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /cog/tiles?url=…</c>: the tilesets of a file, one in each tile matrix set; <c>/cog/tiles/{tileMatrixSet}?url=…</c>: one of them,
/// with the tiles that it has. As JSON, or as a page. Parameters that are not their own go on to the tiles.
/// </summary>
internal static class TileSetsEndpoint
{
    public static Task HandleListAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        TileParameters tiles = TileParameters.Parse(query);
        bool isHtml = Representation.IsHtml(query);
        TileAddresses addresses = Addresses(query, isHtml, "crs");
        return datasets.DescribeAsync(context, query, layer =>
        {
            RenderQuery.RequireTiles(tiles.Parameters, layer, format: null);
            TileSetBox box = TileSetBox.Of(layer, crs);
            TileMatrixSet[] all = [.. sets.Ids.Select(id => sets.Find(id)!).Concat(NativeGrid(layer))];
            if (isHtml)
            {
                return TileSetPages.List(query.Url, all, box, addresses);
            }

            TileSet[] tileSets =
            [
                .. all.Select(set => TileSet.OfList(set, box, addresses) with { Attribution = datasets.Options.DefaultAttribution }),
            ];
            return BufferedResponse.Json(new TileSetList(tileSets), TileSetJson.Default.TileSetList);
        });
    }

    public static Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        RequestedTileMatrixSet wanted = RequestedTileMatrixSet.Parse(query, sets);
        TileParameters tiles = TileParameters.Parse(query);
        bool isHtml = Representation.IsHtml(query);
        TileAddresses addresses = Addresses(query, isHtml, "tilematrixsetid");
        return datasets.DescribeAsync(context, query, layer =>
        {
            RenderQuery.RequireTiles(tiles.Parameters, layer, format: null);
            TileMatrixSet set = wanted.Of(layer);
            TileSet tileSet = TileSet.Alone(set, TileSetBox.Of(layer, set.Crs.IsGeographic ? set.Crs : Crs.Wgs84), addresses) with
            {
                Attribution = datasets.Options.DefaultAttribution,
                TileMatrixSetLimits =
                [
                    .. TileMatrixLimits.Of(layer.Grid, set, RequestedTileMatrixSet.ZoomsOf(query, set, layer)).Select(TileSetLimits.Of),
                ],
            };
            return isHtml
                ? TileSetPages.One(query.Url, set, tileSet, addresses)
                : BufferedResponse.Json(tileSet, TileSetJson.Default.TileSet);
        });
    }

    // A page's links lead to other things than its JSON does, so they do not say f=html to those.
    private static TileAddresses Addresses(RequestQuery query, bool isHtml, string own) => isHtml ? new(query, own, "f") : new(query, own);

    // Left out where a file's blocks are none: turned images, pixels that are not square.
    private static IEnumerable<TileMatrixSet> NativeGrid(MapLayer layer)
    {
        try
        {
            return layer.IsOneFile ? [CogTileMatrixSet.Of(layer.Grid, TileMatrixSets.NativeGrid)] : [];
        }
        catch (Cog.UnsupportedTiffException)
        {
            return [];
        }
    }
}
