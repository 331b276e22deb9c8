using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cog.Api.Validation;

/// <summary>
/// <c>GET /cog/validate?url=…</c>: is it a Cloud Optimized GeoTIFF, and if not, why; and can it be read here. <c>strict=true</c> takes warnings for errors,
/// <c>profile=gdal</c> GDAL's rules for rio-cogeo's, <c>full=true</c> looks at blocks, too.
/// </summary>
public static class ValidateEndpoint
{
    /// <summary>Adds the route; called by this function's Program and by <c>cog serve</c>.</summary>
    public static void MapValidate(this RouteTable routes)
    {
        CogFiles files = routes.ServiceProvider.GetRequiredService<CogFiles>();

        routes.MapMethods("/cog/validate", Methods.GetAndHead, context => HandleAsync(context, files));
    }

    internal static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        string url = query.Url;
        bool strict = query.Flag("strict", absent: false), isFull = query.Flag("full", absent: false);
        string profileName = query.Text("profile") ?? "rio-cogeo";
        ValidationProfile profile = ValidationProfiles.Parse(profileName)
            ?? throw new BadHttpRequestException($"profile is '{profileName}': expected rio-cogeo or gdal.");

        return files.RespondAsync(context, query, async file =>
        {
            var request = new ValidationRequest { Profile = profile, IsFull = isFull, HasExternalOverviews = await file.HasExternalOverviewsAsync() };
            ValidateResponse report = await ValidateResponse.CreateAsync(url, file.Source, file.Reader, request, strict, file.CancellationToken);
            return BufferedResponse.Json(report, ValidateJson.Default.ValidateResponse);
        });
    }
}
