using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Tiling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Tiles;

/// <summary>
/// <c>GET /cog/{tileMatrixSet}/tilejson.json?url=…</c>: what a map needs to show a file; every parameter that is not its own goes on to the
/// tiles.
/// </summary>
internal static class TileJsonEndpoint
{
    public static Task HandleAsync(HttpContext context, CogFiles files, TileMatrixSets sets)
    {
        TileJsonRequest request = TileJsonRequest.Parse(context.Request, sets);
        return files.RespondAsync(context, request.Query, file =>
            Task.FromResult(
                BufferedResponse.Json(TileJson.Of(file.Header, request, files.Options.DefaultAttribution), TileJsonContext.Default.TileJson)
            )
        );
    }
}
