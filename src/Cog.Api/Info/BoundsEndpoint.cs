namespace Cog.Api.Info;

/// <summary>Where a file lies, in longitude and latitude, or in another <c>crs</c>.</summary>
internal static class BoundsEndpoint
{
    /// <summary><c>GET /cog/bounds?url=…</c>, of TiTiler before 0.25: the file's box.</summary>
    public static FileAnswer Answer(RequestQuery query) => Answer(query, BoxOf);

    /// <summary><c>GET /cog/info.geojson?url=…</c>: the file's outline, with its description as properties.</summary>
    public static FileAnswer AnswerAsFeature(RequestQuery query) => Answer(query, FeatureOf);

    private static FileAnswer Answer(RequestQuery query, Func<CogHeader, Crs, BufferedResponse> write)
    {
        Crs crs = CrsParameter.Parse(query, "crs", Crs.Wgs84);
        return file => Task.FromResult(write(file.Header, crs));
    }

    private static BufferedResponse BoxOf(CogHeader header, Crs crs)
    {
        BoundingBox box = FileBounds.Of(header, crs);
        return BufferedResponse.Json(
            new BoundsResponse([box.MinX, box.MinY, box.MaxX, box.MaxY], crs.Uri),
            InfoJson.Default.BoundsResponse
        );
    }

    private static BufferedResponse FeatureOf(CogHeader header, Crs crs) =>
        BufferedResponse.Json(InfoFeature.Of(header, crs), InfoJson.Default.InfoFeature, "application/geo+json");
}

/// <summary>A file's box.</summary>
/// <param name="Bounds">West, south, east, north; west is greater than east for a file across ±180°.</param>
/// <param name="Crs">The URI of the CRS that they are in; null when it has none.</param>
internal sealed record BoundsResponse(double[] Bounds, string? Crs);
