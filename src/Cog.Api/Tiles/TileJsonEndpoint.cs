namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /cog/{tileMatrixSet}/tilejson.json?url=…</c>: what a map needs to show a file; every parameter that is not its own goes on to the
/// tiles.
/// </summary>
internal static class TileJsonEndpoint
{
    public static Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        TileJsonRequest request = TileJsonRequest.Parse(datasets.QueryOf(context.Request), sets);
        return datasets.DescribeAsync(context, request.Query, layer =>
            BufferedResponse.Json(TileJson.Of(layer, request, datasets.Options.DefaultAttribution), TileJsonContext.Default.TileJson)
        );
    }
}
