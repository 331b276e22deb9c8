namespace Cog.Resamplers;

/// <summary>What GDAL's detour over a virtual file does to a nearest-neighbour read that reaches over the image's edge.</summary>
/// <remarks>
/// rasterio reads such a window through a VRT of at least the window's size and one pixel more (its "boundless" read). The overviews that
/// GDAL invents for the VRT have rounded sizes, so the window comes out stretched, by no more than half a pixel of the full image in all.
/// That befalls the first band that is read; the others and the mask do not pass through the invented overviews. It is copied so that the
/// same request gives the same pixels as rio-tiler; without it, one pixel in ten of that band would be its neighbour. Measured with GDAL
/// 3.6 and rasterio 1.3.
/// </remarks>
internal static class VirtualFile
{
    /// <summary>By how much the window of one axis is stretched.</summary>
    /// <param name="imageLength">Pixels of the image.</param>
    /// <param name="levelLength">Pixels of the overview that serves the read.</param>
    /// <param name="windowLength">Pixels of the window, in pixels of the image.</param>
    public static double Stretch(int imageLength, int levelLength, double windowLength)
    {
        double toLevel = (double)levelLength / imageLength;
        double virtualLength = Math.Floor(Math.Max(imageLength, windowLength)) + 1;
        return Math.Floor((virtualLength * toLevel) + 0.5) / virtualLength / toLevel;
    }
}
