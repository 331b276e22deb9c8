using Cog.Api.Requests;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /cog/tiles?url=…</c>: the tilesets of a file, one in each tile matrix set; <c>/cog/tiles/{tileMatrixSet}?url=…</c>: one of them,
/// with the
/// tiles that it has. Parameters that are not their own go on to the tiles.
/// </summary>
internal static class TileSetsEndpoint
{
    public static Task HandleListAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        var query = new RequestQuery(context.Request);
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        TileParameters.Parse(query);
        var addresses = new TileAddresses(context.Request, query, "crs", "f");
        return files.RespondAsync(context, query, file =>
        {
            TileSetBox box = TileSetBox.Of(file.Header, crs);
            TileSet[] tileSets =
            [
                .. sets.Ids.Select(id => sets.Find(id)!).Concat(NativeGrid(file.Header)).Select(set => TileSet.Of(set, box, addresses)),
            ];
            return Task.FromResult(BufferedResponse.Json(new TileSetList(tileSets), TileSetJson.Default.TileSetList));
        });
    }

    public static Task HandleAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        var query = new RequestQuery(context.Request);
        RequestedTileMatrixSet wanted = RequestedTileMatrixSet.Parse(query, sets);
        TileParameters.Parse(query);
        var addresses = new TileAddresses(context.Request, query, "tilematrixsetid", "minzoom", "maxzoom", "f");
        return files.RespondAsync(context, query, file =>
        {
            TileMatrixSet set = wanted.Of(file.Header);
            TileSet tileSet = TileSet.Of(set, TileSetBox.Of(file.Header, Crs.Wgs84), addresses) with
            {
                TileMatrixSetLimits =
                [
                    .. TileMatrixLimits
                        .Of(file.Header, set, RequestedTileMatrixSet.ZoomsOf(query, set, file.Header))
                        .Select(TileSetLimits.Of),
                ],
            };
            return Task.FromResult(BufferedResponse.Json(tileSet, TileSetJson.Default.TileSet));
        });
    }

    // Left out where a file's blocks are none: turned images, pixels that are not square.
    private static IEnumerable<TileMatrixSet> NativeGrid(CogHeader header)
    {
        try
        {
            return [CogTileMatrixSet.Of(header, TileMatrixSets.NativeGrid)];
        }
        catch (Cog.UnsupportedTiffException)
        {
            return [];
        }
    }
}
