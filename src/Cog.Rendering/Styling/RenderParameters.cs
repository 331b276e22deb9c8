using Cog.Rendering.Expressions;
using Cog.Rendering.Styling.Colors;
using Cog.Resamplers;

namespace Cog.Rendering.Styling;

/// <summary>
/// What a caller may say of any picture, by TiTiler's names and in all spellings its versions took. Parsed from text, pure.
/// </summary>
internal sealed partial record RenderParameters
{
    private bool _isWarpAsked;

    /// <summary>Bands wanted, from 1, in order; empty for all but alpha.</summary>
    public IReadOnlyList<int> BandIndexes { get; private init; } = [];

    /// <summary><c>expression</c>: what is computed of the bands instead of showing them; null for nothing. It goes before <see
    /// cref="BandIndexes"/>.</summary>
    public BandExpressions? Expressions { get; private init; }

    /// <summary>One range for each band; any other number: the first serves all. May be empty.</summary>
    public IReadOnlyList<Rescale> Rescale { get; private init; } = [];

    /// <summary><c>color_formula</c>: what is done to the colours, after they are scaled; null for nothing.</summary>
    public ColorFormula? ColorFormula { get; private init; }

    /// <summary><c>colormap_name</c>, else <c>colormap</c>: the colours of one band; null for the file's own, if it has any.</summary>
    public ColorMap? ColorMap { get; private init; }

    /// <summary><c>rescale=auto</c>: the range of the file's values.</summary>
    public bool IsAutoRescale { get; private init; }

    /// <summary>
    /// What was said of the bands, as text: two requests that say the same ask for the same values.
    /// </summary>
    public string BandsText { get; private init; } = "";

    /// <summary><c>resampling</c>: how pixels are read and shrunk.</summary>
    public Resampling Resampling { get; private init; }

    /// <summary>
    /// <c>reproject</c>: how pixels are warped, else as they are read, where a warp can, so that asking for a smooth picture gives one at
    /// every zoom; else the nearest.
    /// </summary>
    public Resampling WarpResampling { get; private init; }

    /// <summary><c>buffer</c>: pixels wanted around a tile, whole or half ones; 0 for none.</summary>
    public double Buffer { get; private init; }

    /// <summary>The caller's nodata; null for the file's own.</summary>
    public NoDataValue? NoData { get; private init; }

    /// <summary><c>unscale</c>: samples are read as what they stand for, by the file's scale and offset.</summary>
    public bool Unscale { get; private init; }

    /// <summary><c>algorithm</c>: what is computed of the bands before they are scaled and coloured; null for nothing.</summary>
    public IRasterStep? LastStep { get; init; }

    /// <summary>False leaves out the alpha or mask band.</summary>
    public bool ReturnMask { get; private init; } = true;

    /// <summary>
    /// True when nothing was asked for that changes what pixels look like: none of ranges, formulas, colours, computed bands or a nodata
    /// value, and no margin. Bands may have been chosen.
    /// </summary>
    public bool ShowsStoredValues =>
        Expressions is null
        && Rescale.Count == 0
        && !IsAutoRescale
        && ColorFormula is null
        && ColorMap is null
        && Buffer == 0
        && NoData is null
        && !Unscale
        && LastStep is null;

    /// <summary>
    /// The parameters as they hold for one file: between two indexes of a colour table there is no third, so that a convolution gives way
    /// to the nearest pixel when
    /// such a band is read, as in GDAL's RasterIO. A warp interpolates indexes only where <c>reproject</c> says so, as GDAL's does.
    /// </summary>
    public RenderParameters For(CogHeader header) =>
        KernelFunction.IsConvolution(Resampling) && ReadsFirstBand && ColorMap.IsIn(header)
            ? this with
            {
                Resampling = Resampling.Nearest,
                WarpResampling = _isWarpAsked ? WarpResampling : Resampling.Nearest,
            }
            : this;

    /// <summary>
    /// The bands of the picture: the samples that were asked for, else all but alpha, and what is computed from them: scale and offset,
    /// then expressions.
    /// </summary>
    /// <exception cref="ExpressionException">The expression names a band that the file lacks, or cannot be computed of such
    /// samples.</exception>
    /// <exception cref="FormatException">The file has no such band.</exception>
    public BandPlan BandsOf(CogHeader header)
    {
        BandPlan plan = Expressions is null ? SamplesOf(header) : ExpressionStep.PlanOf(header, Expressions, Unscale);
        return LastStep is null ? plan : plan.Then(LastStep);
    }

    /// <summary>
    /// The bands of the picture, of bands that come from several files: all of them, and what is computed from them. Scale and offset, and
    /// what is chosen of each file, are the files' own: see <see cref="OfPart"/>.
    /// </summary>
    /// <param name="bands">What they are called.</param>
    /// <param name="type">The type of all of them.</param>
    /// <exception cref="ExpressionException">The expression names a band that there is not, or cannot be computed of such
    /// samples.</exception>
    /// <exception cref="FormatException">The algorithm cannot be computed of so many bands.</exception>
    public BandPlan BandsOf(IReadOnlyList<BandLabel> bands, SampleType type)
    {
        BandPlan plan = Expressions is null
            ? new([.. Enumerable.Range(0, LastStep?.BandsUsed is { } used && used < bands.Count ? used : bands.Count)], bands)
            : ExpressionStep.PlanOf(bands, type, Expressions);
        LastStep?.RequireBands(Expressions is null ? bands.Count : plan.Labels.Count);
        plan = Expressions is null ? plan with { Labels = [.. plan.Samples.Select(sample => bands[sample])] } : plan;
        return LastStep is null ? plan : plan.Then(LastStep);
    }

    /// <summary>The parameters of one of several files whose bands make the picture together.</summary>
    /// <param name="part">What is chosen of it.</param>
    /// <param name="margin">Pixels that are read around a tile.</param>
    public RenderParameters OfPart(PartOfPicture part, double margin) =>
        this with
        {
            BandIndexes = part.BandIndexes,
            Expressions = part.Expressions,
            LastStep = null,
            Buffer = margin,
            NoData = NoData ?? part.NoData,
            BandsText = string.Create(
                CultureInfo.InvariantCulture,
                $"bidx={string.Join(',', part.BandIndexes)}\nexpression={part.Expressions?.Text}\n"
                    + $"unscale={Unscale} {part.Scaling}\nnodata={(NoData ?? part.NoData)?.Text}"
            ),
        };

    /// <summary>
    /// The parameters of each of several files that one picture is made of before the last step is computed, with as much around a tile as
    /// that takes.
    /// </summary>
    public RenderParameters WithoutLastStep() =>
        LastStep is null ? this : this with { LastStep = null, Buffer = Math.Max(Buffer, LastStep.Cut) };

    private BandPlan SamplesOf(CogHeader header)
    {
        int count = header.Image.SamplesPerPixel;
        foreach (int index in BandIndexes)
        {
            if (index > count)
            {
                throw new FormatException($"bidx is {index}: the file has bands 1 to {count}.");
            }
        }

        int[] bands =
            BandIndexes.Count > 0
                ? [.. BandIndexes.Select(i => i - 1)]
                : [.. Enumerable.Range(0, count).Where(b => b != header.AlphaBand || count == 1)];

        LastStep?.RequireBands(bands.Length);
        bands = LastStep?.BandsUsed is { } used && used < bands.Length ? bands[..used] : bands;
        return new(bands, [.. bands.Select(b => BandLabel.Of(header, b))]) { Steps = Unscale ? [Styling.Unscale.Of(header, bands)] : [] };
    }

    private bool ReadsFirstBand => Expressions?.Samples.Contains(0) ?? (BandIndexes.Count == 0 || BandIndexes.Contains(1));

    /// <summary>How samples become the picture.</summary>
    /// <param name="format">Null: PNG when a pixel is masked, else JPEG.</param>
    public RenderStyle ToStyle(ImageFormat? format) =>
        new()
        {
            Rescale = Rescale,
            Formula = ColorFormula,
            ColorMap = ColorMap,
            Format = format,
            ReturnMask = ReturnMask,
        };
}

/// <summary>What is chosen of one of several files whose bands make a picture together.</summary>
internal sealed record PartOfPicture
{
    /// <summary>Its bands, from 1; empty for all but alpha.</summary>
    public IReadOnlyList<int> BandIndexes { get; init; } = [];

    /// <summary>What is computed of its bands; null for nothing.</summary>
    public BandExpressions? Expressions { get; init; }

    /// <summary>Its nodata value, where the file does not say which pixels are valid; null for none.</summary>
    public NoDataValue? NoData { get; init; }

    /// <summary>Scales and offsets, where the file does not say them; empty for none.</summary>
    public BandScaling Scaling { get; init; } = BandScaling.None;
}

/// <summary>Scales and offsets of the bands of a file, as another document says them.</summary>
/// <param name="Scales">By what samples are multiplied, one a band.</param>
/// <param name="Offsets">What is then added, one a band.</param>
internal sealed record BandScaling(IReadOnlyList<double> Scales, IReadOnlyList<double> Offsets)
{
    /// <summary>Nothing is said.</summary>
    public static BandScaling None { get; } = new([], []);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', Scales.Concat(Offsets).Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    /// <summary>The plan with these numbers instead of the file's.</summary>
    public BandPlan ApplyTo(BandPlan plan) =>
        plan.Samples.Any(sample => sample >= Scales.Count)
            ? plan
            : plan with
            {
                Steps =
                [
                    .. plan.Steps.Select(step =>
                        step is Unscale
                            ? new Unscale(
                                [.. plan.Samples.Select(sample => Scales[sample])],
                                [.. plan.Samples.Select(sample => Offsets[sample])]
                            )
                            : step
                    ),
                ],
            };
}
