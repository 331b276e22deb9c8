using Cog.Api.Pixels;

namespace Cog.Api.Items;

/// <summary>
/// <c>GET /stac/asset_statistics?url=…</c>: what the values of each asset are like, each counted by itself on a preview, 1024 pixels long
/// unless asked otherwise; all assets unless <c>assets</c> names some.
/// </summary>
internal static class AssetStatisticsEndpoint
{
    private const int MaxSize = 1024;

    public static Task HandleAsync(HttpContext context, ItemDatasets items)
    {
        RequestQuery query = items.QueryOf(context.Request);
        StatisticsRequest request = StatisticsRequest.Parse(query, MaxSize);
        return items.UseAsync(
            context,
            query,
            item => item.All,
            async (parts, _) =>
            {
                var counted = new Dictionary<string, Dictionary<string, NamedStatistics>>(parts.Count);
                var counter = new StatisticsCounter(request.Options, context.RequestAborted);
                foreach (StackedPart part in parts)
                {
                    counted[part.Key] = await CountAsync(part, request, counter);
                }

                return BufferedResponse.Json(counted, ItemJson.Default.DictionaryStringDictionaryStringNamedStatistics);
            }
        );
    }

    private static async Task<Dictionary<string, NamedStatistics>> CountAsync(
        StackedPart part,
        StatisticsRequest request,
        StatisticsCounter counter
    )
    {
        CogFile file = part.File;
        RenderParameters parameters = part.ParametersOf(request.Parameters, 0);
        BandPlan bands = RenderQuery.OnWrongBand(() => part.BandsOf(request.Parameters));
        PictureArea all = PictureReader.All(file.Header, null);
        RasterSize size = PictureReader.SizeOf(request.Size, file.Header, all);
        StatisticsEndpoint.ThrowIfTooLarge(size, bands, part.Data);

        using IDisposable place = await file.EnterAsync(size, bands.BytesPerPixel(part.Data.SampleType));
        using DatasetSamples samples = await file.Log.ReadAsync(() => PictureReader.ReadAsync(parameters, part.Data, bands, all, size))
            ?? throw PictureArea.Outside();
        using (file.Log.Measure("count"))
        {
            return counter.Count(samples, bands, []);
        }
    }
}
