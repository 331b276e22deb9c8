namespace Cog.Rendering.Mosaics;

/// <summary>Which of the pixels that several files have of one place is shown, or what is made of them all: rio-tiler's methods.</summary>
internal enum PixelSelection
{
    /// <summary>The first file's that has one.</summary>
    First,

    /// <summary>Of each band the highest value.</summary>
    Highest,

    /// <summary>Of each band the lowest value.</summary>
    Lowest,

    /// <summary>The mean, in the type of the first file: cut off, not rounded, where that holds whole numbers.</summary>
    Mean,

    /// <summary>The median, in the type of the first file; of an even number of values the mean of the two in the middle.</summary>
    Median,

    /// <summary>The standard deviation of the whole population.</summary>
    Stdev,

    /// <summary>The pixel whose last band is lowest, without that band.</summary>
    LastBandLow,

    /// <summary>The pixel whose last band is highest, without that band.</summary>
    LastBandHigh,

    /// <summary>How many files have the pixel: one band, valid everywhere.</summary>
    Count,
}

/// <summary>Names and makers of <see cref="PixelSelection"/>.</summary>
internal static class PixelSelections
{
    private static readonly Dictionary<string, PixelSelection> s_byName = new()
    {
        ["first"] = PixelSelection.First,
        ["highest"] = PixelSelection.Highest,
        ["lowest"] = PixelSelection.Lowest,
        ["mean"] = PixelSelection.Mean,
        ["median"] = PixelSelection.Median,
        ["stdev"] = PixelSelection.Stdev,
        ["lastbandlow"] = PixelSelection.LastBandLow,
        ["lastbandhigh"] = PixelSelection.LastBandHigh,
        ["count"] = PixelSelection.Count,
    };

    /// <summary>All names, in rio-tiler's order.</summary>
    public static IReadOnlyCollection<string> Names => s_byName.Keys;

    /// <summary>The method of a name; null for a name that there is not.</summary>
    public static PixelSelection? Parse(string name) => s_byName.TryGetValue(name, out PixelSelection selection) ? selection : null;

    /// <summary>Bands of the result, of a given number of bands of each file.</summary>
    public static int BandsOf(this PixelSelection selection, int bands) =>
        selection switch
        {
            PixelSelection.Count => 1,
            PixelSelection.LastBandLow or PixelSelection.LastBandHigh => bands - 1,
            _ => bands,
        };

    /// <summary>The method, ready for the first raster.</summary>
    /// <param name="selection">Which.</param>
    /// <param name="options">Limits and pool.</param>
    public static PixelSelector Create(this PixelSelection selection, CogReaderOptions options) =>
        selection switch
        {
            PixelSelection.Mean or PixelSelection.Stdev => new AveragedPixels(options, selection),
            PixelSelection.Median => new MedianPixels(options),
            PixelSelection.Count => new CountedPixels(options),
            _ => new PickedPixels(options, selection),
        };
}
