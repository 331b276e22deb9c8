using Cog.Rendering.Mosaics;
using Cog.Rendering.Warping;

namespace Cog.Api.Mosaics;

/// <summary>
/// The files of one place as one: each is read and computed by itself on the grid of the picture, then a pixel is selected. Algorithms
/// come after that, expressions before, as in rio-tiler.
/// </summary>
/// <param name="lead">The first file that can be opened.</param>
/// <param name="run">All of them.</param>
/// <param name="selection">What is made of them.</param>
/// <param name="samples">Files by which pictures of any place are scaled.</param>
internal sealed class MosaicDataset(
    IDataset lead,
    MosaicRun run,
    PixelSelection selection,
    Func<Func<IDataset, Task<IReadOnlyList<Rescale>>>, Task<IReadOnlyList<Rescale>?>> samples
) : IDataset
{
    private BandPlan? _leadBands;

    /// <inheritdoc/>
    public CogFile Lead => lead.Lead;

    /// <inheritdoc/>
    public bool IsOneFile => false;

    /// <summary>Those of a wave, and what is selected of them.</summary>
    public int RastersAtOnce => run.MostAtOnce + 1;

    /// <inheritdoc/>
    public SampleType SampleType =>
        selection switch
        {
            PixelSelection.Count => SampleType.UInt8,
            PixelSelection.Stdev => SampleType.Float64,
            _ => ShapeOf(LeadBands).Type,
        };

    private BandPlan LeadBands => _leadBands ?? throw new InvalidOperationException("The bands were not asked for.");

    /// <inheritdoc/>
    public BandPlan BandsOf(RenderParameters parameters)
    {
        _leadBands = lead.BandsOf(parameters.WithoutLastStep());
        IReadOnlyList<BandLabel> labels = selection switch
        {
            PixelSelection.Count => [new("count", "count")],
            PixelSelection.LastBandLow or PixelSelection.LastBandHigh => _leadBands.Labels.Count > 1
                ? [.. _leadBands.Labels.SkipLast(1)]
                : throw new FormatException(
                    "pixel_selection shows all bands but the last, and there is one band alone: expected two of bidx or expression."
                ),
            _ => _leadBands.Labels,
        };
        var bands = new BandPlan([.. Enumerable.Range(0, labels.Count)], labels);
        return parameters.LastStep is { } step ? bands.Then(step) : bands;
    }

    /// <summary>
    /// Of the files' own words for their bands, those that hold for values of any of them; not the ranges, which would differ from tile to
    /// tile.
    /// </summary>
    public BandColors ColorsOf(BandPlan bands)
    {
        bool isPicked = selection is PixelSelection.First or PixelSelection.Highest or PixelSelection.Lowest;
        BandColors colors = isPicked ? lead.ColorsOf(LeadBands) with { Statistics = null, NoData = null } : BandColors.None;
        return bands.ColorsOf(colors);
    }

    /// <inheritdoc/>
    public PlannedRead? Plan(MapArea area, RasterSize size, RenderParameters parameters, BandPlan bands)
    {
        PlanRequest wanted = new PlanRequest(area.Bounds, area.Set.Crs, size, parameters.Resampling)
        {
            Margin = Math.Max(parameters.Buffer, bands.Cut),
        }.WithMarginInside();
        RenderParameters own = parameters.WithoutLastStep();
        var frame = new MosaicFrame(wanted.Bounds, wanted.Crs, wanted.Size);
        return new(wanted.Size, wanted.Bounds, wanted.Crs, async () => await SelectAsync(frame, async data =>
            {
                BandPlan all = data.BandsOf(own);
                return data.Plan(area, size, own, all) is { } plan ? (await plan.ReadAsync()).Compute(all, plan.Bounds, data.Lead) : null;
            }) ?? throw new BadHttpRequestException("No file of the mosaic has a pixel here.", StatusCodes.Status404NotFound));
    }

    /// <inheritdoc/>
    public Task<DatasetSamples?> ReadAsync(PictureArea area, RasterSize size, RenderParameters parameters, BandPlan bands)
    {
        RenderParameters own = parameters.WithoutLastStep();
        Crs crs = area.Crs ?? Crs.Of(Lead.Header);
        return SelectAsync(new(area.Bounds, crs, size), async data =>
        {
            BandPlan all = data.BandsOf(own);
            PictureArea place = area with { Crs = data == lead ? area.Crs : ForeignCrs.Of(data.Lead.Header, crs) };
            return await data.ReadAsync(place, size, own, all) is { } read ? read.Compute(all, area.Bounds, data.Lead) : null;
        });
    }

    /// <inheritdoc/>
    public Task<DatasetSamples?> ReadPointAsync((double X, double Y) point, Crs? crs, RenderParameters parameters, BandPlan bands)
    {
        RenderParameters own = parameters.WithoutLastStep();
        crs ??= Crs.Of(Lead.Header);
        return SelectAsync(null, async data =>
        {
            BandPlan all = data.BandsOf(own);
            return await data.ReadPointAsync(point, crs, own, all) is { } read ? read.Compute(all, default, data.Lead) : null;
        });
    }

    /// <summary>Those of files that are the same for every place, so that no two tiles of a map differ.</summary>
    public async Task<IReadOnlyList<Rescale>> RangesOfAsync(RenderParameters parameters, BandPlan bands)
    {
        if (selection == PixelSelection.Count)
        {
            return [new(0, Math.Max(1, run.Members.Count))];
        }

        IReadOnlyList<Rescale> ranges = await samples(data => RangesOfAsync(data, parameters)) ?? await RangesOfAsync(lead, parameters);
        return selection switch
        {
            // No deviation is more than half of the range.
            PixelSelection.Stdev => [.. ranges.Select(range => new Rescale(0, (range.Maximum - range.Minimum) / 2))],
            _ => [.. ranges.Take(bands.Labels.Count)],
        };
    }

    private static async Task<IReadOnlyList<Rescale>> RangesOfAsync(IDataset data, RenderParameters parameters)
    {
        BandPlan bands = data.BandsOf(parameters);
        return data.ColorsOf(bands).Statistics is { } stored && stored.All(r => double.IsFinite(r.Minimum) && double.IsFinite(r.Maximum))
            ? stored
            : await data.RangesOfAsync(parameters, bands);
    }

    private async Task<DatasetSamples?> SelectAsync(MosaicFrame? frame, Func<IDataset, Task<DatasetSamples?>> read)
    {
        using PixelSelector selector = selection.Create(Lead.Reader.Options);
        return await run.SelectAsync(selector, frame, read) is { } raster ? new(raster, null) : null;
    }

    private BandShape ShapeOf(BandPlan bands) =>
        bands.Steps.Aggregate(new BandShape(bands.Samples.Count, lead.SampleType), (shape, step) => step.ShapeOf(shape));
}
