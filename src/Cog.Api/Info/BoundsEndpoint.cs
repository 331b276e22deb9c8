using Cog.Api.Datasets;
using Cog.Api.Requests;
using Cog.Hosting.Files;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;

namespace Cog.Api.Info;

/// <summary>
/// <c>GET /cog/bounds?url=…</c>, of TiTiler before 0.25: the file's box in longitude and latitude, or in another <c>crs</c>.
/// </summary>
internal static class BoundsEndpoint
{
    public static FileAnswer Answer(RequestQuery query)
    {
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        return file =>
        {
            BoundingBox box = FileBounds.Of(file.Header, crs);
            return Task.FromResult(
                BufferedResponse.Json(
                    new BoundsResponse([box.MinX, box.MinY, box.MaxX, box.MaxY], crs.Uri),
                    InfoJson.Default.BoundsResponse
                )
            );
        };
    }
}

/// <summary>A file's box.</summary>
/// <param name="Bounds">West, south, east, north; west is greater than east for a file across ±180°.</param>
/// <param name="Crs">The URI of the CRS that they are in; null when it has none.</param>
internal sealed record BoundsResponse(double[] Bounds, string? Crs);
