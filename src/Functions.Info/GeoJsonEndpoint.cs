using Cog.Hosting;
using Cog.Rendering.Projection;
using Microsoft.AspNetCore.Http;

namespace Functions.Info;

/// <summary><c>GET /cog/info.geojson?url=…</c>: the file's outline in longitude and latitude, or in another <c>crs</c>, with its description as properties.</summary>
internal static class GeoJsonEndpoint
{
    public static Task HandleAsync(HttpContext context, CogFiles files)
    {
        var query = new RequestQuery(context.Request);
        Crs crs = query.Text("crs") is { } text ? BadRequest.OnFormatError(() => Crs.Parse(text)) : Crs.Wgs84;
        return files.AnswerAsync(
            context,
            query,
            file => Task.FromResult(Answer.Json(InfoFeature.Of(file.Header, crs), InfoJson.Default.InfoFeature, "application/geo+json")));
    }
}
