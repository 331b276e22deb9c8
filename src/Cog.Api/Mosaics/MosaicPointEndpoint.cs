using Cog.Api.Pixels;

namespace Cog.Api.Mosaics;

/// <summary><c>GET …/point/{lon},{lat}?url=…</c>: the values of a place in each file that has it; no pixel is selected.</summary>
internal static class MosaicPointEndpoint
{
    public static Task HandleAsync(HttpContext context, MosaicDatasets mosaics)
    {
        RequestQuery query = mosaics.QueryOf(context.Request);
        PointRequest request = PointRequest.Parse(query);
        return mosaics.ReadAllAsync(context, query, request.Place, async run =>
        {
            if (run.Members.Count == 0)
            {
                return null;
            }

            IReadOnlyList<(string Name, MosaicPointAsset Asset)> found = await run.AllAsync(data => ReadAsync(data, request));
            return BufferedResponse.Json(
                new(request.Coordinates, [.. found.Select(f => f.Asset with { Name = f.Name })]),
                MosaicResponses.Default.MosaicPoint
            );
        });
    }

    private static async Task<MosaicPointAsset?> ReadAsync(IDataset data, PointRequest request)
    {
        BandPlan bands = data.BandsOf(request.Parameters);
        if (await request.ReadAsync(data, bands) is not { } samples)
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
