using Cog.Header;

namespace Cog.Reading;

/// <summary>Which level serves a wanted resolution. Pure.</summary>
public static class OverviewSelector
{
    /// <summary>
    /// aiocogeo's rule on the real overview resolutions: from the coarsest level to the finest, the first <c>i</c> with
    /// <c>target &gt; res[i] - (res[i] - res[i-1]) × strategy / 100</c> or <c>target == res[i]</c>; else the image itself.
    /// AUTO (50) is GDAL's own rule instead, so that the same pixels are read: the first with <c>res[i] &lt; 1.2 × target</c>.
    /// </summary>
    /// <remarks>On overviews that halve, 1.2 is what a strategy of 33⅓ would be.</remarks>
    /// <param name="header">The file.</param>
    /// <param name="resolution">Wanted size of an output pixel in pixels of the full image, of the axis that wants more: 1 the image itself, 4 a quarter of it.</param>
    /// <param name="strategy"><see cref="CogReaderOptions.ZoomLevelStrategy"/>.</param>
    public static ImageLevel Select(CogHeader header, double resolution, int strategy)
    {
        IReadOnlyList<ImageLevel> levels = header.Levels;
        return levels[Select([.. levels.Select(l => new RasterSize(l.Width, l.Height))], resolution, strategy)];
    }

    private const int Auto = 50;

    // GDALBandGetBestOverviewLevel2: an overview may be this much coarser than what is wanted.
    private const double GdalOversampling = 1.2;

    /// <summary>The same rule on sizes alone, largest first.</summary>
    internal static int Select(ReadOnlySpan<RasterSize> sizes, double resolution, int strategy)
    {
        strategy = Math.Clamp(strategy, 0, 100);
        for (int i = sizes.Length - 1; i > 0; i--)
        {
            double own = Resolution(sizes, i);
            double finer = Resolution(sizes, i - 1);

            // Equal but for rounding: a wanted resolution comes out of divisions of coordinates.
            bool serves = strategy == Auto
                ? resolution > 1 + 1e-9 && own < resolution * GdalOversampling
                : resolution > own - ((own - finer) * strategy / 100) || Math.Abs(resolution - own) <= own * 1e-9;
            if (serves)
            {
                return i;
            }
        }

        return 0;
    }

    // Of the axis that lost more: of an image of one column, all levels have one column.
    private static double Resolution(ReadOnlySpan<RasterSize> sizes, int level) =>
        Math.Max((double)sizes[0].Width / sizes[level].Width, (double)sizes[0].Height / sizes[level].Height);
}
