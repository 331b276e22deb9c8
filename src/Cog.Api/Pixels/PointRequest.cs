namespace Cog.Api.Pixels;

/// <summary>The pixel of a place, as asked for.</summary>
/// <param name="Coordinates">x, y: longitude, latitude unless <c>coord_crs</c> says otherwise.</param>
/// <param name="Crs">What they are in; null for the file's own.</param>
/// <param name="Parameters">Which values are told.</param>
internal sealed record PointRequest(double[] Coordinates, Crs? Crs, RenderParameters Parameters)
{
    /// <summary>The place, by which files are chosen.</summary>
    public AskedPlace Place => new(new(Coordinates[0], Coordinates[1], Coordinates[0], Coordinates[1]), Crs);

    /// <summary>Reads path and query.</summary>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">Malformed.</exception>
    public static PointRequest Parse(RequestQuery query) =>
        new(
            Requests.Coordinates.Parse(query.Segment("coordinates") ?? ""),
            CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84),
            RenderQuery.ParseSamples(query)
        );

    /// <summary>The values there; null when a dataset lies elsewhere.</summary>
    public Task<DatasetSamples?> ReadAsync(IDataset data, BandPlan bands) =>
        data.ReadPointAsync((Coordinates[0], Coordinates[1]), Crs, Parameters, bands);
}
