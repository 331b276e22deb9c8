using Cog.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Validate;

/// <summary><c>GET /cog/validate?url=…</c>: is it a Cloud Optimized GeoTIFF, and if not, why; and can it be read here. <c>strict=true</c> takes warnings for errors.</summary>
public static class ValidateEndpoint
{
    /// <summary>Adds the route; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapValidate(this IEndpointRouteBuilder routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();

        routes.MapMethods("/cog/validate", Methods.GetAndHead, context => HandleAsync(context, files));
    }

    internal static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        string url = query.Url;
        bool strict = query.Flag("strict", absent: false);

        return files.AnswerAsync(context, query, async file =>
        {
            bool hasExternalOverviews = await files.ExistsAsync(file, ".ovr");
            ValidateResponse report = await ValidateResponse.CreateAsync(url, file.Source, file.Reader, hasExternalOverviews, strict, file.CancellationToken);
            return Answer.Json(report, ValidateJson.Default.ValidateResponse);
        });
    }
}
