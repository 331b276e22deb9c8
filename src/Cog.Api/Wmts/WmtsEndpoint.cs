namespace Cog.Api.Wmts;

/// <summary>
/// <c>GET /cog/WMTSCapabilities.xml?url=…</c>: what a WMTS client needs to show a file (OGC 07-057r7, RESTful);
/// <c>/cog/{tileMatrixSet}/WMTSCapabilities.xml?url=…</c>: in one tile matrix set. Parameters that are not their own go on to the tiles.
/// </summary>
internal static class WmtsEndpoint
{
    public static Task HandleAsync(HttpContext context, IDatasets datasets, TileMatrixSets sets)
    {
        WmtsRequest request = WmtsRequest.Parse(datasets.QueryOf(context.Request), sets);
        return datasets.DescribeAsync(context, request.Query, layer =>
        {
            RenderQuery.RequireTiles(request.Parameters, layer, ImageFormats.Parse(request.Extension));
            IReadOnlyList<WmtsLayer> layers = request.Set is { } set
                ? WmtsLayer.OfOneSet(request, set.Of(layer), layer)
                : WmtsLayer.OfAllSets(request, sets, layer);
            return new(WmtsCapabilities.Write(request, layers, layer), "application/xml");
        });
    }
}
