namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/point/{lon},{lat}?url=…</c>: the values of the pixel there. <c>coord_crs</c> says what the numbers are (EPSG:4326;
/// <c>native</c>: the file's own).
/// </summary>
internal static class PointEndpoint
{
    public static Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        PointRequest request = PointRequest.Parse(query);
        return datasets.ReadAsync(context, query, request.Place, async data =>
        {
            BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
            DatasetSamples samples = await data.Lead.Log.ReadAsync(() => request.ReadAsync(data, bands))
                ?? throw new BadHttpRequestException("Point is outside dataset bounds", StatusCodes.Status404NotFound);

            using DatasetSamples computed = samples.Compute(bands, default, data.Lead);

            return BufferedResponse.Json(
                new PointResponse(
                    request.Coordinates,
                    PointValues.Of(computed, bands),
                    [.. bands.Labels.Select(label => label.Name)],
                    [.. bands.Labels.Select(label => label.Description)]
                ),
                PartialReadJson.Default.PointResponse
            );
        });
    }
}
