using Cog.Header;
using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Styling;

/// <summary>What a file says of the bands that a raster holds, as plain values.</summary>
/// <param name="Palette">The file's colour table (<see cref="ColorMap.Of"/>), when the raster is its first band alone; else null.</param>
/// <param name="Statistics">The stored range of each band; null unless every band has one.</param>
/// <param name="AlphaPosition">Which band of the raster is the file's alpha sample, asked for by number; null when none is.</param>
internal sealed record BandColors(ColorTable? Palette = null, IReadOnlyList<Rescale>? Statistics = null, int? AlphaPosition = null)
{
    /// <summary>Nothing is said.</summary>
    public static BandColors None { get; } = new();

    /// <summary>The file's nodata value.</summary>
    public NoDataValue? NoData { get; init; }

    /// <summary>
    /// The bands are results that fill no range their type would tell: without a rescale, statistics or ranges of the caller they are
    /// scaled by their own values, whatever their type.
    /// </summary>
    public bool ScalesByValues { get; init; }

    /// <summary>What each band means; null when the file is not known.</summary>
    public IReadOnlyList<ColorInterpretation>? Interpretation { get; init; }

    /// <summary>Reads them off a header.</summary>
    /// <param name="header">The file.</param>
    /// <param name="bands">The samples that the raster holds, from 0; null for all but alpha.</param>
    public static BandColors Of(CogHeader header, IReadOnlyList<int>? bands)
    {
        bands ??= ColorBands(header);
        int alpha = header.AlphaBand is { } sample ? IndexOf(bands, sample) : -1;
        IReadOnlyList<ColorInterpretation> meanings = header.ColorInterpretation;
        return new(bands is [0] ? ColorMap.Of(header) : null, StatisticsOf(header.Metadata, bands), alpha < 0 ? null : alpha)
        {
            NoData = header.NoData,
            Interpretation = [.. bands.Select(b => b < meanings.Count ? meanings[b] : ColorInterpretation.Undefined)],
        };
    }

    /// <summary>All samples of a file but its alpha, from 0: what is drawn when nobody chose.</summary>
    public static IReadOnlyList<int> ColorBands(CogHeader header) =>
        [.. Enumerable.Range(0, header.Image.SamplesPerPixel).Where(b => b != header.AlphaBand)];

    private static Rescale[]? StatisticsOf(GdalMetadata metadata, IReadOnlyList<int> bands)
    {
        var ranges = new Rescale[bands.Count];
        for (int i = 0; i < ranges.Length; i++)
        {
            if (metadata.Statistics(bands[i]) is not { } range)
            {
                return null;
            }

            ranges[i] = new(range.Minimum, range.Maximum);
        }

        return ranges;
    }

    private static int IndexOf(IReadOnlyList<int> bands, int sample)
    {
        for (int i = 0; i < bands.Count; i++)
        {
            if (bands[i] == sample)
            {
                return i;
            }
        }

        return -1;
    }
}
