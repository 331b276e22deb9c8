using Cog.Hosting;
using Microsoft.AspNetCore.Http;

namespace Functions.Info;

/// <summary><c>GET /cog/info.geojson?url=…</c>: the file's outline in longitude and latitude, with its description as properties.</summary>
internal static class GeoJsonEndpoint
{
    public static Task HandleAsync(HttpContext context, CogFiles files) => files.AnswerAsync(
        context,
        new RequestQuery(context.Request),
        file => Task.FromResult(Answer.Json(InfoFeature.Of(file.Header), InfoJson.Default.InfoFeature, "application/geo+json")));
}
