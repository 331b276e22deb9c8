using Cog.Api.Datasets;
using Cog.Api.Requests;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

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
        double[] point = Coordinates.Parse(query.Segment("coordinates") ?? "");
        Crs? crs = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        RenderParameters parameters = RenderQuery.ParseSamples(query);

        AskedPlace place = new(new(point[0], point[1], point[0], point[1]), crs);
        return datasets.ReadAsync(context, query, place, async data =>
        {
            BandPlan bands = RenderQuery.BandsOf(parameters, data);
            DatasetSamples samples = await data.Lead.Log.ReadAsync(() => data.ReadPointAsync((point[0], point[1]), crs, parameters, bands))
                ?? throw new BadHttpRequestException("Point is outside dataset bounds", StatusCodes.Status404NotFound);

            using DatasetSamples computed = samples.Compute(bands, default, data.Lead);

            return BufferedResponse.Json(
                new PointResponse(
                    point,
                    PointValues.Of(computed, bands),
                    [.. bands.Labels.Select(label => label.Name)],
                    [.. bands.Labels.Select(label => label.Description)]
                ),
                PartialReadJson.Default.PointResponse
            );
        });
    }
}
