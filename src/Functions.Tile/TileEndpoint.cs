using Cog.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Tile;

/// <summary><c>GET /cog/tiles/{tileMatrixSet}/{z}/{x}/{y}[@{scale}x][.{format}]?url=…</c>: one map tile.</summary>
public static class TileEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapTile(this IEndpointRouteBuilder routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();
        _ = files;
    }
}
