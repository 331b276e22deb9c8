using Cog.Header;

namespace Cog.Reading;

/// <summary>Which level serves a wanted resolution. Pure.</summary>
public static class OverviewSelector
{
    /// <summary>
    /// aiocogeo's rule on the real overview resolutions: from the coarsest level to the finest, the first <c>i</c> with
    /// <c>target &gt; res[i] - (res[i] - res[i-1]) × strategy / 100</c> or <c>target == res[i]</c>; else the image itself.
    /// </summary>
    /// <param name="header">The file.</param>
    /// <param name="resolution">Wanted size of an output pixel in pixels of the full image: 1 the image itself, 4 a quarter of it.</param>
    /// <param name="strategy"><see cref="CogReaderOptions.ZoomLevelStrategy"/>.</param>
    public static ImageLevel Select(CogHeader header, double resolution, int strategy) => throw new NotImplementedException();
}
