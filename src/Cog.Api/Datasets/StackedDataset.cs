using Cog.Header;
using Cog.Rendering;
using Cog.Rendering.Statistics;

namespace Cog.Api.Datasets;

/// <summary>Bands of several files as those of one: the assets of an item. Each file is read on the grid of the picture.</summary>
/// <param name="parts">The files, in the order of their bands; at least one.</param>
/// <param name="ranges">Where ranges of values are kept that no file keeps, and what tells these parts from others there.</param>
internal sealed class StackedDataset(IReadOnlyList<StackedPart> parts, (CountedRanges Kept, string Key) ranges) : IDataset
{
    /// <summary>The longer side of what is counted where ranges are those of a computation.</summary>
    private const int CountedSide = 512;

    private StackedLayout? _layout;

    /// <summary>
    /// Of the files, the one with the most pixels: as rio-tiler, which reads every file by itself and enlarges it to the largest picture.
    /// </summary>
    public CogFile Lead { get; } = parts.Select(part => part.File).MaxBy(file => (long)file.Header.Image.Width * file.Header.Image.Height)!;

    /// <inheritdoc/>
    public bool IsOneFile => false;

    /// <inheritdoc/>
    public SampleType SampleType => Laid.Type;

    private StackedLayout Laid => _layout ?? throw new InvalidOperationException("The bands were not asked for.");

    /// <inheritdoc/>
    public BandPlan BandsOf(RenderParameters parameters)
    {
        _layout = StackedLayout.Of(parts, parameters);
        return parameters.BandsOf(Laid.Labels, Laid.Type);
    }

    /// <inheritdoc/>
    public BandColors ColorsOf(BandPlan bands)
    {
        BandColors[] all = [.. bands.Samples.Select(sample => Laid.ColorsOf(sample))];
        bool isOneFile = bands.Samples.Select(sample => Laid.Bands[sample].Part).Distinct().Count() == 1;
        return bands.ColorsOf(
            new BandColors(
                all is [var only] ? only.Palette : null,
                all.All(colors => colors.Statistics is [_]) ? [.. all.Select(colors => colors.Statistics![0])] : null
            )
            {
                NoData = isOneFile ? all[0].NoData : null,
                Interpretation = all.All(colors => colors.Interpretation is [_]) ? [.. all.Select(c => c.Interpretation![0])] : null,
            }
        );
    }

    /// <inheritdoc/>
    public PlannedRead? Plan(MapArea area, RasterSize size, RenderParameters parameters, BandPlan bands)
    {
        double margin = Math.Max(parameters.Buffer, bands.Cut);
        (PartRead Read, PlannedRead? Plan)[] plans =
        [
            .. ReadsOf(bands, parameters, margin).Select(read => (read, read.Part.Data.Plan(area, size, read.Parameters, read.Bands))),
        ];
        return plans.Select(plan => plan.Plan).FirstOrDefault(plan => plan is not null) is { } any
            ? any with
            {
                Stored = null,
                ReadAsync = async () =>
                    (
                        await StackAsync(
                            [.. plans.Select(plan => (plan.Read, plan.Plan is { } wanted ? ReadPlannedAsync(wanted) : null))],
                            bands,
                            any.Bounds,
                            any.Size
                        )
                    )!,
            }
            : null;

        static async Task<DatasetSamples?> ReadPlannedAsync(PlannedRead wanted) => await wanted.ReadAsync();
    }

    /// <inheritdoc/>
    public Task<DatasetSamples?> ReadAsync(PictureArea area, RasterSize size, RenderParameters parameters, BandPlan bands) =>
        StackAsync(
            Begin(bands, parameters, area.Crs, (read, crs) =>
                read.Part.Data.ReadAsync(area with { Crs = crs }, size, read.Parameters, read.Bands)
            ),
            bands,
            area.Bounds,
            size
        );

    /// <inheritdoc/>
    public Task<DatasetSamples?> ReadPointAsync((double X, double Y) point, Crs? crs, RenderParameters parameters, BandPlan bands) =>
        StackAsync(
            Begin(bands, parameters, crs, (read, own) => read.Part.Data.ReadPointAsync(point, own, read.Parameters, read.Bands)),
            bands,
            default,
            new(1, 1)
        );

    // All of them at once; what may fail before a read has begun comes before the first begins.
    private (PartRead Read, Task<DatasetSamples?>? Reading)[] Begin(
        BandPlan bands,
        RenderParameters parameters,
        Crs? crs,
        Func<PartRead, Crs?, Task<DatasetSamples?>> begin
    )
    {
        (PartRead Read, Crs? Crs)[] reads = [.. ReadsOf(bands, parameters, 0).Select(read => (read, CrsFor(read.Part.File, crs)))];
        return [.. reads.Select(read => (read.Read, (Task<DatasetSamples?>?)begin(read.Read, read.Crs)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Rescale>> RangesOfAsync(RenderParameters parameters, BandPlan bands)
    {
        if (!bands.IsComputed && parameters.NoData is null)
        {
            var found = new Rescale[bands.Samples.Count];
            foreach (PartRead read in ReadsOf(bands, parameters, 0))
            {
                IReadOnlyList<Rescale> own = await read.Part.Data.RangesOfAsync(read.Parameters, read.Bands);
                foreach ((int index, int band) in read.Wanted)
                {
                    found[index] = own[band];
                }
            }

            return found;
        }

        IReadOnlyList<ValueRange> counted = await ranges.Kept.OfTextAsync(
            $"{ranges.Key}\n{parameters.BandsText}",
            () => CountAsync(parameters, bands),
            Lead.CancellationToken
        );
        return [.. counted.Select(range => new Rescale(range.Minimum, range.Maximum))];
    }

    // On a small picture of all of it: a computation of several files has no overview of its own.
    private async Task<IReadOnlyList<ValueRange>> CountAsync(RenderParameters parameters, BandPlan bands)
    {
        Ifd image = Lead.Header.Image;
        double shrink = Math.Min(1, (double)CountedSide / Math.Max(image.Width, image.Height));
        var size = new RasterSize(Math.Max(1, (int)(image.Width * shrink)), Math.Max(1, (int)(image.Height * shrink)));
        var count = new RangeCount(bands.Labels.Count, (long)size.Width * size.Height);
        if (await Lead.Log.ReadAsync(() => ReadAsync(new(Lead.Header.Bounds, null), size, parameters, bands)) is { } samples)
        {
            using DatasetSamples computed = samples.Compute(bands, Lead.Header.Bounds, Lead);
            count.Add(computed.Raster, computed.NoData);
        }

        return count.ToRanges();
    }

    // What "the dataset's own" means for a file beside the one that leads.
    private Crs? CrsFor(CogFile file, Crs? crs) =>
        ReferenceEquals(file, Lead) || (crs is null && parts.Count == 1) ? crs
        : crs is null ? ForeignCrs.Of(file.Header, Crs.Of(Lead.Header))
        : ForeignCrs.Of(file.Header, crs);

    // Of each file, the bands that the picture is made of. What a file computes, it computes whole.
    private IEnumerable<PartRead> ReadsOf(BandPlan bands, RenderParameters parameters, double margin)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            int part = i;
            BandPlan own = Laid.Plans[part];
            (int Index, int Band)[] wanted =
            [
                .. bands
                    .Samples.Select((sample, index) => (index, Laid.Bands[sample]))
                    .Where(b => b.Item2.Part == part)
                    .Select(b => (b.index, b.Item2.Band)),
            ];
            if (wanted.Length == 0)
            {
                continue;
            }

            if (!own.IsComputed)
            {
                own = new([.. wanted.Select(w => own.Samples[w.Band])], [.. wanted.Select(w => own.Labels[w.Band])]);
                wanted = [.. wanted.Select((w, band) => (w.Index, band))];
            }

            yield return new(parts[part], own, parts[part].ParametersOf(parameters, margin), wanted);
        }
    }

    private async Task<DatasetSamples?> StackAsync(
        IReadOnlyList<(PartRead Read, Task<DatasetSamples?>? Reading)> reads,
        BandPlan bands,
        BoundingBox bounds,
        RasterSize size
    )
    {
        var all = new List<DatasetSamples?>(reads.Count);
        try
        {
            Exception? failure = null;
            foreach ((PartRead read, Task<DatasetSamples?>? reading) in reads)
            {
                try
                {
                    // Each that has begun is waited for: what it holds is given back.
                    DatasetSamples? samples = reading is null ? null : await reading;
                    all.Add(failure is null ? samples?.Compute(read.Bands, bounds, Lead) : samples);
                }
                catch (Exception error) when (failure is null)
                {
                    failure = error;
                }
                catch (Exception) when (failure is not null)
                {
                    // The first one tells.
                }
            }

            if (failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }

            if (all.TrueForAll(samples => samples is null))
            {
                return null;
            }

            var stacked = new StackedBand[bands.Samples.Count];
            for (int i = 0; i < reads.Count; i++)
            {
                bool masksNaN = reads[i].Read.Bands.IsComputed && reads[i].Read.Parameters.Unscale;
                foreach ((int index, int band) in reads[i].Read.Wanted)
                {
                    stacked[index] = new(all[i]?.Raster, band, all[i]?.NoData, masksNaN);
                }
            }

            (Raster raster, BandNoData? noData) = RasterStack.Of(stacked, Laid.Type, size, Lead.Reader.Options);
            return new(raster, noData);
        }
        finally
        {
            foreach (DatasetSamples? samples in all)
            {
                samples?.Dispose();
            }
        }
    }

    /// <summary>One file's share of a read.</summary>
    /// <param name="Part">The file.</param>
    /// <param name="Bands">What is read and computed of it.</param>
    /// <param name="Parameters">Its own.</param>
    /// <param name="Wanted">Where each band goes to, and which of <paramref name="Bands"/> it is.</param>
    private sealed record PartRead(
        StackedPart Part,
        BandPlan Bands,
        RenderParameters Parameters,
        IReadOnlyList<(int Index, int Band)> Wanted
    );
}
