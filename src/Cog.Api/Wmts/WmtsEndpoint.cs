using Cog.Api.Requests;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Wmts;

/// <summary>
/// <c>GET /cog/WMTSCapabilities.xml?url=…</c>: what a WMTS client needs to show a file (OGC 07-057r7, RESTful);
/// <c>/cog/{tileMatrixSet}/WMTSCapabilities.xml?url=…</c>: in one tile matrix set. Parameters that are not their own go on to the tiles.
/// </summary>
internal static class WmtsEndpoint
{
    public static Task HandleAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        WmtsRequest request = WmtsRequest.Parse(context.Request, sets);
        return files.RespondAsync(context, request.Query, file =>
        {
            RenderQuery.BandsOf(request.Parameters, file.Header); // Bands that the file lacks.
            IReadOnlyList<WmtsLayer> layers = request.Set is { } set
                ? [WmtsLayer.OfOneSet(request, set.Of(file.Header), file.Header)]
                : WmtsLayer.OfAllSets(request, sets, file.Header);
            return Task.FromResult(new BufferedResponse(WmtsCapabilities.Write(request, layers, file.Header), "application/xml"));
        });
    }
}
