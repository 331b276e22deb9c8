namespace Cog.Resamplers;

/// <summary>Which level serves a wanted resolution. Pure.</summary>
internal static class OverviewSelector
{
    /// <summary>
    /// For 0 … 100 aiocogeo's rule, on the real overview resolutions: from the coarsest level to the finest, the first <c>i</c> with
    /// <c>target &gt; res[i] - (res[i] - res[i-1]) × strategy / 100</c> or <c>target == res[i]</c>; else the image itself.
    /// <see cref="Auto"/> is GDAL's rule, so that the pixels are GDAL's: the first with <c>res[i] &lt; 1.2 × target</c>.
    /// </summary>
    /// <remarks>
    /// aiocogeo's AUTO is 50. Between 1.5 and 1.67 times an overview's finer neighbour it takes the coarser level where GDAL and rio-tiler
    /// do not.
    /// </remarks>
    /// <param name="header">The file.</param>
    /// <param name="resolution">Wanted size of an output pixel in pixels of the full image, of the axis that wants more: 1 the image
    /// itself, 4 a quarter of it.</param>
    /// <param name="strategy"><see cref="CogReaderOptions.ZoomLevelStrategy"/>.</param>
    public static ImageLevel Select(CogHeader header, double resolution, int strategy)
    {
        IReadOnlyList<ImageLevel> levels = header.Levels;
        return levels[Select([.. levels.Select(l => new RasterSize(l.Width, l.Height))], resolution, strategy)];
    }

    /// <summary>AUTO: as GDAL chooses.</summary>
    public const int Auto = -1;

    // GDALBandGetBestOverviewLevel2: an overview may be this much coarser than what is wanted.
    private const double GdalOversampling = 1.2;

    /// <summary>The same rule on sizes alone, largest first.</summary>
    internal static int Select(ReadOnlySpan<RasterSize> sizes, double resolution, int strategy)
    {
        for (int i = sizes.Length - 1; i > 0; i--)
        {
            double own = Resolution(sizes, i);
            double finer = Resolution(sizes, i - 1);

            // Equal but for rounding: a wanted resolution comes out of divisions of coordinates.
            bool serves =
                strategy == Auto
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
