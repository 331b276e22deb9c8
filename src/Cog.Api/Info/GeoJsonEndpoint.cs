using Cog.Api.Requests;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;

namespace Cog.Api.Info;

/// <summary>
/// <c>GET /cog/info.geojson?url=…</c>: the file's outline in longitude and latitude, or in another <c>crs</c>, with its description as
/// properties.
/// </summary>
internal static class GeoJsonEndpoint
{
    public static FileAnswer Answer(RequestQuery query)
    {
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        return file =>
            Task.FromResult(BufferedResponse.Json(InfoFeature.Of(file.Header, crs), InfoJson.Default.InfoFeature, "application/geo+json"));
    }
}
