using Cog.Api.Datasets;
using Cog.Api.Pixels;
using Cog.Api.Requests;
using Cog.Hosting.Http;
using Cog.Rendering.Projection;
using Cog.Rendering.Styling;
using Microsoft.AspNetCore.Http;

namespace Cog.Api.Mosaics;

/// <summary><c>GET …/point/{lon},{lat}?url=…</c>: the values of a place in each file that has it; no pixel is selected.</summary>
internal static class MosaicPointEndpoint
{
    public static Task HandleAsync(HttpContext context, MosaicDatasets mosaics)
    {
        RequestQuery query = mosaics.QueryOf(context.Request);
        double[] point = Coordinates.Parse(query.Segment("coordinates") ?? "");
        Crs? crs = CrsParameter.ParseOrNative(query, "coord_crs", Crs.Wgs84);
        RenderParameters parameters = RenderQuery.ParseSamples(query);
        AskedPlace place = new(new(point[0], point[1], point[0], point[1]), crs);
        return mosaics.ReadAllAsync(context, query, place, async run =>
        {
            if (run.Members.Count == 0)
            {
                return null;
            }

            IReadOnlyList<(string Name, MosaicPointAsset Asset)> found = await run.AllAsync(data =>
                ReadAsync(data, point, crs, parameters)
            );
            return BufferedResponse.Json(
                new(point, [.. found.Select(f => f.Asset with { Name = f.Name })]),
                MosaicResponses.Default.MosaicPoint
            );
        });
    }

    private static async Task<MosaicPointAsset?> ReadAsync(IDataset data, double[] point, Crs? crs, RenderParameters parameters)
    {
        BandPlan bands = data.BandsOf(parameters);
        if (await data.ReadPointAsync((point[0], point[1]), crs, parameters, bands) is not { } samples)
        {
            return null;
        }

        using DatasetSamples computed = samples.Compute(bands, default, data.Lead);
        return new(
            "",
            PointValues.Of(computed, bands),
            [.. bands.Labels.Select(label => label.Name)],
            [.. bands.Labels.Select(label => label.Description)]
        );
    }
}
