using Cog.Rendering.Statistics;

namespace Cog.Api.Pixels;

/// <summary>
/// <c>GET /cog/statistics?url=…</c>: what the values of each band are like, counted on a preview of the file, 1024 pixels long unless asked
/// otherwise.
/// </summary>
internal static class StatisticsEndpoint
{
    private const int MaxSize = 1024;

    /// <summary>Memory for a value while it is counted, beside the samples.</summary>
    private const int BytesPerValue = 64;

    public static Task HandleAsync(HttpContext context, IDatasets datasets)
    {
        RequestQuery query = datasets.QueryOf(context.Request);
        StatisticsRequest request = StatisticsRequest.Parse(query, MaxSize);
        return datasets.ReadAsync(context, query, place: null, async data =>
        {
            CogFile file = data.Lead;
            PictureArea all = PictureReader.All(file.Header, null);
            BandPlan bands = RenderQuery.BandsOf(request.Parameters, data);
            StatisticsCounter.ThrowIfTooMany(null, bands.Labels.Count, request.Options);
            RasterSize size = PictureReader.SizeOf(request.Size, file.Header, all);
            ThrowIfTooLarge(size, bands, data);

            using IDisposable place = await data.EnterAsync(size, bands);
            using DatasetSamples samples = await file.Log.ReadAsync(() =>
                PictureReader.ReadAsync(request.Parameters, data, bands, all, size)
            ) ?? throw PictureArea.Outside();
            using (file.Log.Measure("count"))
            {
                return BufferedResponse.Json(
                    new StatisticsCounter(request.Options, file.CancellationToken).Count(samples, bands, []),
                    PartialReadJson.Default.DictionaryStringNamedStatistics
                );
            }
        });
    }

    /// <summary>Counts one of the file's own bands, with ten bins.</summary>
    /// <param name="raster">Its samples are the file's.</param>
    /// <param name="band">From 0.</param>
    /// <param name="header">Says what is nodata.</param>
    /// <param name="cancellationToken">Asked between the passes.</param>
    public static BandStatistics Count(Raster raster, int band, CogHeader header, CancellationToken cancellationToken) =>
        BandStatistics.Of(raster, band, [], new() { Percentiles = [] }, BandNoData.Of(header, null), cancellationToken);

    /// <summary>Refuses what would not fit into memory, before anything is read.</summary>
    public static void ThrowIfTooLarge(RasterSize size, BandPlan bands, IDataset data) =>
        ResponseSize.ThrowIfTooLarge(
            size,
            bands.BytesPerPixel(data.SampleType) + BytesPerValue,
            data.Lead.Reader.Options.Limits,
            "max_size"
        );
}
