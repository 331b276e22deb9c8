using Cog.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.PartialRead;

/// <summary>Blocks, levels, boxes, previews and points of a file.</summary>
public static class PartialReadEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapPartialRead(this IEndpointRouteBuilder routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();
        _ = files;
    }
}
