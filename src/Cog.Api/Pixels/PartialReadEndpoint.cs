using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Pixels;

/// <summary>Parts of a file: blocks and levels as stored, boxes, areas and previews as pictures or arrays, points and statistics as numbers.</summary>
public static class PartialReadEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapPartialRead(this RouteTable routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();

        Map("/cog/block/{ifd}/{x}/{y}.npy", BlockEndpoint.HandleAsync);
        Map("/cog/level/{level}.npy", LevelEndpoint.HandleSamplesAsync);
        Map("/cog/level/{level}/mask.npy", LevelEndpoint.HandleMaskAsync);

        Map("/cog/bbox/{bounds}", BoxEndpoint.HandleAsync);
        Map("/cog/bbox/{bounds}/{size}", BoxEndpoint.HandleAsync);
        Map("/cog/crop/{bounds}", BoxEndpoint.HandleAsync); // TiTiler before 0.15
        Map("/cog/crop/{bounds}/{size}", BoxEndpoint.HandleAsync);

        Map("/cog/preview", PreviewEndpoint.HandleAsync);
        Map("/cog/preview.{format}", PreviewEndpoint.HandleAsync);
        Map("/cog/preview/{size}", PreviewEndpoint.HandleAsync);

        Map("/cog/point/{coordinates}", PointEndpoint.HandleAsync);

        Map("/cog/map", MapEndpoint.HandleAsync);
        Map("/cog/statistics", StatisticsEndpoint.HandleAsync);
        MapPost("/cog/statistics", FeatureStatisticsEndpoint.HandleAsync);

        MapPost("/cog/feature", FeatureEndpoint.HandleAsync);
        MapPost("/cog/feature.{format}", FeatureEndpoint.HandleAsync);
        MapPost("/cog/feature/{size}", FeatureEndpoint.HandleAsync);

        void Map(string template, Func<HttpContext, CogFiles, Task> handler) =>
            routes.MapMethods(template, Methods.GetAndHead, context => handler(context, files));

        void MapPost(string template, Func<HttpContext, CogFiles, Task> handler) =>
            routes.MapMethods(template, Methods.Post, context => handler(context, files));
    }
}
