using Cog.Rendering.Mosaics;

namespace Cog.Api.Datasets;

/// <summary>Which bands several files have together.</summary>
/// <param name="Plans">Those of each part.</param>
/// <param name="Bands">For each band of all: its part, and which of the part's bands it is.</param>
/// <param name="Labels">What they are called.</param>
/// <param name="Type">What holds them all.</param>
/// <param name="Colors">What is said of the bands of each part.</param>
internal sealed record StackedLayout(
    IReadOnlyList<BandPlan> Plans,
    IReadOnlyList<(int Part, int Band)> Bands,
    IReadOnlyList<BandLabel> Labels,
    SampleType Type,
    IReadOnlyList<BandColors> Colors
)
{
    public static StackedLayout Of(IReadOnlyList<StackedPart> parts, RenderParameters parameters)
    {
        BandPlan[] plans = [.. parts.Select(part => part.BandsOf(parameters))];
        (int Part, int Band)[] bands =
        [
            .. plans.SelectMany((plan, part) => Enumerable.Range(0, plan.Labels.Count).Select(band => (part, band))),
        ];
        SampleType type = plans.Select((plan, part) => plan.TypeOf(parts[part].Data.SampleType)).Aggregate(HoldingBoth);
        return new(
            plans,
            bands,
            [.. bands.Select((b, i) => new BandLabel(BandLabel.NameOf(i), parts[b.Part].Describe(plans[b.Part], b.Band)))],
            type,
            [.. plans.Select((plan, part) => parts[part].ColorsOf(plan))]
        );
    }

    private static SampleType HoldingBoth(SampleType one, SampleType other) =>
        SampleWidening.TryOf(one, other)
        ?? throw new FormatException(
            $"assets have samples of {one.NumPyName()} and {other.NumPyName()}: "
                + "complex samples can be put together with their like only."
        );

    public BandColors ColorsOf(int sample)
    {
        (int part, int band) = Bands[sample];
        BandColors colors = Colors[part];
        return new(colors.Palette, colors.Statistics is { } ranges && band < ranges.Count ? [ranges[band]] : null)
        {
            NoData = colors.NoData,
            Interpretation = colors.Interpretation is { } meanings && band < meanings.Count ? [meanings[band]] : null,
        };
    }
}
