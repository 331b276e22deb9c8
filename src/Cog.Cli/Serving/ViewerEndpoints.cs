using Cog.Api.Html;
using Cog.Api.Pages;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Viewer;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Cli.Serving;

/// <summary><c>/</c> for a browser: the map viewer, with the files that the command was started with.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Adds the route, before that of the landing page.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="files">The files the viewer offers.</param>
    public static void MapViewer(this RouteTable routes, IReadOnlyList<SourceAddress> files)
    {
        CogFiles opened = routes.ServiceProvider.GetRequiredService<CogFiles>();
        var viewer = new ViewerEndpoint(opened.Options, ViewerFiles.Open);
        ViewedFile[] viewed = [.. files.Select(f => new ViewedFile(f.Name, f.Url))];
        routes.Get("/", context =>
        {
            if (context.Request.Query.ContainsKey("f") || !Representation.PrefersHtml(context.Request))
            {
                return LandingEndpoint.HandleAsync(context, opened);
            }

            context.Response.Headers.AppendCommaSeparatedValues("Vary", "Accept");
            return viewer.HandlePageAsync(context, "cog/viewer", viewed);
        });
    }
}
