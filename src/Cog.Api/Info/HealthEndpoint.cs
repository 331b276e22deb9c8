using Cog.Hosting.Telemetry;

namespace Cog.Api.Info;

/// <summary><c>GET /healthz</c>: alive, and which versions. Never cached.</summary>
internal static class HealthEndpoint
{
    private const string None = "none";

    public static Task HandleAsync(HttpContext context)
    {
        var versions = new Dictionary<string, string>
        {
            ["cog"] = ProductVersion.Text,
            ["dotnet"] = Environment.Version.ToString(),
            ["built_for"] = InstructionSets.BuiltFor,
            ["processor"] = InstructionSets.Found,

            // TiTiler's members: the version whose addresses are followed, and the libraries that it has and this has not.
            ["titiler"] = "2.2.1",
            ["rasterio"] = None,
            ["gdal"] = None,
            ["proj"] = None,
            ["geos"] = None,
        };

        context.Response.Headers.CacheControl = "no-store";
        return BufferedResponse.Json(new HealthResponse(versions), InfoJson.Default.HealthResponse).SendAsync(context);
    }
}

/// <summary>TiTiler's shape.</summary>
/// <param name="Versions">Program to version.</param>
internal sealed record HealthResponse(Dictionary<string, string> Versions);
