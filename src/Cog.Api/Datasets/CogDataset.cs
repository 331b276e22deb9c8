using Cog.Rendering;
using Cog.Rendering.Encoding.Stored;
using Cog.Rendering.Warping;

namespace Cog.Api.Datasets;

/// <summary>One file.</summary>
internal sealed class CogDataset(CogFile file) : IDataset
{
    /// <inheritdoc/>
    public CogFile Lead => file;

    /// <inheritdoc/>
    public bool IsOneFile => true;

    /// <inheritdoc/>
    public SampleType SampleType => file.Header.Image.SampleType;

    /// <inheritdoc/>
    public BandPlan BandsOf(RenderParameters parameters) => parameters.BandsOf(file.Header);

    /// <inheritdoc/>
    public BandColors ColorsOf(BandPlan bands) => bands.ColorsOf(file.Header);

    /// <inheritdoc/>
    public PlannedRead? Plan(MapArea area, RasterSize size, RenderParameters parameters, BandPlan bands)
    {
        RenderParameters own = parameters.For(file.Header);
        CogReader reader = file.Reader;
        var wanted = new PlanRequest(area.Bounds, area.Set.Crs, size, own.Resampling, reader.Options.ZoomLevelStrategy)
        {
            WarpResampling = own.WarpResampling,
            Margin = Math.Max(own.Buffer, bands.Cut),
            MaxGridPixels = reader.Options.Limits.MaxRasterBytes,
        };
        return RenderPlan.Create(file.Header, wanted, file.CancellationToken) is { } plan
            ? new(plan.Size, plan.Bounds, plan.Crs, async () =>
                SamplesOf(await TileRenderer.ReadAsync(reader, plan, bands.Samples, own.NoData, file.CancellationToken), own.NoData)
            )
            {
                Stored = StoredTile.Of(plan),
            }
            : null;
    }

    /// <inheritdoc/>
    public async Task<DatasetSamples?> ReadAsync(PictureArea area, RasterSize size, RenderParameters parameters, BandPlan bands)
    {
        RenderParameters own = parameters.For(file.Header);
        var wanted = new BoxRequest(area.Bounds, area.Crs, size, own.Resampling, own.WarpResampling, area.Repeats);
        return await BoxReader.ReadAsync(file.Reader, wanted, bands.Samples, own.NoData, file.CancellationToken) is { } raster
            ? SamplesOf(raster, own.NoData)
            : null;
    }

    /// <inheritdoc/>
    public async Task<DatasetSamples?> ReadPointAsync((double X, double Y) point, Crs? crs, RenderParameters parameters, BandPlan bands)
    {
        (double x, double y) = ForeignCrs.Of(file.Header, crs) is { } foreign
            ? CrsTransform.Create(foreign, Crs.Of(file.Header)).Transform(point.X, point.Y)
            : point;
        ReadOptions options = new() { Bands = bands.Samples, NoData = parameters.NoData };
        return await file.Reader.ReadPointAsync(x, y, options, file.CancellationToken) is { } raster
            ? SamplesOf(raster, parameters.NoData)
            : null;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Rescale>> RangesOfAsync(RenderParameters parameters, BandPlan bands) =>
        FileRanges.OfAsync(parameters, bands, file);

    private DatasetSamples SamplesOf(Raster raster, NoDataValue? noData) => new(raster, BandNoData.Of(file.Header, noData));
}

/// <summary>The file that <c>url</c> names.</summary>
internal sealed class CogDatasets(CogFiles files) : IDatasets
{
    /// <inheritdoc/>
    public CogOptions Options => files.Options;

    /// <inheritdoc/>
    public RequestQuery QueryOf(HttpRequest request) => new(request);

    /// <inheritdoc/>
    public Task DescribeAsync(HttpContext context, RequestQuery query, Func<MapLayer, BufferedResponse> answer) =>
        files.RespondAsync(context, query, file => Task.FromResult(answer(MapLayer.Of(file.Header))));

    /// <inheritdoc/>
    public Task ReadAsync(HttpContext context, RequestQuery query, AskedPlace? place, Func<IDataset, Task<BufferedResponse>> answer) =>
        files.RespondAsync(context, query, file => answer(new CogDataset(file)));
}
