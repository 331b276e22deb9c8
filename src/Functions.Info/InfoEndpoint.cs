using Cog.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Info;

/// <summary><c>GET /cog/info?url=…</c> and its neighbours: what a file is, and where its tiles are.</summary>
public static class InfoEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapInfo(this IEndpointRouteBuilder routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();
        _ = files;
    }
}
