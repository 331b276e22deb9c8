using Cog.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Info;

/// <summary>What a file is, and where its tiles are: answered from the header alone.</summary>
public static class InfoEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapInfo(this RouteTable routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();

        Map("/cog/info", context => HandleAsync(context, files));
        Map("/cog/info.geojson", context => GeoJsonEndpoint.HandleAsync(context, files));

        Map("/cog/{tileMatrixSet}/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, files));
        Map("/cog/tilejson.json", context => TileJsonEndpoint.HandleAsync(context, files)); // TiTiler before 0.19

        Map("/healthz", HealthEndpoint.HandleAsync);

        void Map(string template, RequestDelegate handler) => routes.MapMethods(template, Methods.GetAndHead, handler);
    }

    internal static Task HandleAsync(HttpContext context, CogFiles files) => files.AnswerAsync(
        context,
        new RequestQuery(context.Request),
        file => Task.FromResult(Answer.Json(InfoResponse.Of(file.Header), InfoJson.Default.InfoResponse)));
}
