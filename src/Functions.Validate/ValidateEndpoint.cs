using Cog.Hosting;
using Cog.Validation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.Validate;

/// <summary><c>GET /cog/validate?url=…</c>: is it a Cloud Optimized GeoTIFF, and if not, why. <c>strict=true</c> takes warnings for errors.</summary>
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
            bool hasExternalOverviews = await files.ExistsAsync(url + ".ovr", file.Log, file.CancellationToken);
            CogValidation validation = await CogValidator.ValidateAsync(
                file.Source, file.Header, file.Reader.Options, hasExternalOverviews, file.CancellationToken);
            return Answer.Json(ValidateResponse.Of(url, file.Header, validation, strict), ValidateJson.Default.ValidateResponse);
        });
    }
}
