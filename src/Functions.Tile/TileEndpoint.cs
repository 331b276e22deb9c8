using Cog.Hosting;
using Cog.Reading;
using Cog.Rendering;
using Cog.Rendering.Encoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Tile;

/// <summary><c>GET /cog/tiles/{tileMatrixSet}/{z}/{x}/{y}[@{scale}x][.{format}]?url=…</c>: one map tile.</summary>
public static class TileEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapTile(this RouteTable routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();

        routes.MapMethods("/cog/tiles/{tileMatrixSet}/{z}/{x}/{y}", Methods.GetAndHead, context => HandleAsync(context, files));
        routes.MapMethods("/cog/tiles/{z}/{x}/{y}", Methods.GetAndHead, context => HandleAsync(context, files)); // TiTiler before 0.19
    }

    internal static Task HandleAsync(HttpContext context, CogFiles files)
    {
        TileRequest request = TileRequest.Parse(context.Request);
        return files.AnswerAsync(context, request.Query, file => RenderAsync(request, file));
    }

    private static async Task<Answer> RenderAsync(TileRequest request, CogFile file)
    {
        IReadOnlyList<int> bands = BadRequest.OnFormatError(() => request.Parameters.BandsOf(file.Header));
        TilePlan plan = TilePlan.Create(file.Header, request.ToPlanRequest(file.Reader.Options)) ?? throw TileRequest.OutsideBounds(request.Tile);

        using Raster raster = await file.Log.ReadAsync(
            () => TileRenderer.ReadAsync(file.Reader, plan, bands, request.Parameters.NoData, file.CancellationToken));

        using (file.Log.Measure("encode"))
        {
            Georeference georeference = Georeferences.Of(plan.Bounds, plan.Size, plan.Crs.EpsgCode);
            RenderStyle style = request.Parameters.ToStyle(request.Format);
            EncodedImage image = BadRequest.OnFormatError(() => TileRenderer.Encode(raster, file.Header, bands, style, georeference));
            return new(image.Bytes, image.MediaType) { Bounds = plan.Bounds, Crs = plan.Crs.Uri };
        }
    }
}
