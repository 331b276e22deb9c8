using Cog.Api.Html;

namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /tileMatrixSets</c>: the sets that tiles can be asked in; <c>/tileMatrixSets/{tileMatrixSet}</c>: the definition of one (JSON of
/// OGC 17-083r4),
/// <c>/tileMatrixSets/CogGrid?url=…</c>: that of a file's own grid. As JSON, or as a page.
/// </summary>
internal static class TileMatrixSetsEndpoint
{
    public static Task HandleListAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        var query = new RequestQuery(context.Request);
        bool isHtml = Representation.IsHtml(query);
        query.ThrowIfInvalid();
        var addresses = new TileAddresses(query);
        IEnumerable<TileMatrixSet> all = sets.Ids.Select(id => sets.Find(id)!);
        if (isHtml)
        {
            return SendAsync(context, files, TileSetPages.Sets(all, addresses));
        }

        TileMatrixSetItem[] items =
        [
            .. all.Select(set => new TileMatrixSetItem(
                set.Id,
                set.Title,
                set.Uri,
                [
                    new(addresses.Definition(set.Id), Link.TilingScheme, $"Definition of {set.Id} tileMatrixSet")
                    {
                        Type = "application/json",
                    },
                ]
            )),
        ];
        return SendAsync(context, files, BufferedResponse.Json(new TileMatrixSetList(items), TileSetJson.Default.TileMatrixSetList));
    }

    public static Task HandleAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        var query = new RequestQuery(context.Request);
        RequestedTileMatrixSet wanted = RequestedTileMatrixSet.Parse(query, sets);
        bool isHtml = Representation.IsHtml(query);
        query.ThrowIfInvalid();
        return wanted.IsNativeGrid
            ? files.RespondAsync(context, query, file => Task.FromResult(Describe(wanted.Of(file.Header))))
            : SendAsync(context, files, Describe(sets.Find(wanted.Id)!));

        BufferedResponse Describe(TileMatrixSet set) =>
            isHtml
                ? TileSetPages.Definition(set, new(query))
                : BufferedResponse.Json(TileMatrixSetDocument.Of(set), TilingJson.Default.TileMatrixSetDocument);
    }

    private static Task SendAsync(HttpContext context, CogFiles files, BufferedResponse answer)
    {
        context.Response.Headers.CacheControl = files.Options.CacheControl;
        return answer.SendAsync(context);
    }
}
