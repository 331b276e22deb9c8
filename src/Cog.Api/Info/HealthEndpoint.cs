using Cog.Hosting.Http;
using Cog.Hosting.Settings;
using Cog.Hosting.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Info;

/// <summary><c>GET /healthz</c>: alive, and which versions. Never cached.</summary>
internal static class HealthEndpoint
{
    public static Task HandleAsync(HttpContext context)
    {
        var versions = new Dictionary<string, string>
        {
            ["cog"] = typeof(CogOptions).Assembly.GetName().Version?.ToString(3) ?? "0",
            ["dotnet"] = Environment.Version.ToString(),
            ["built_for"] = InstructionSets.BuiltFor,
            ["processor"] = InstructionSets.Found,
        };

        context.Response.Headers.CacheControl = "no-store";
        return BufferedResponse.Json(new HealthResponse(versions), InfoJson.Default.HealthResponse).SendAsync(context);
    }
}

/// <summary>TiTiler's shape.</summary>
/// <param name="Versions">Program to version.</param>
internal sealed record HealthResponse(Dictionary<string, string> Versions);
