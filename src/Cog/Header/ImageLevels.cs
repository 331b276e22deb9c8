using Cog.Tiff;

namespace Cog.Header;

/// <summary>Which directory is the image, an overview, a mask: GDAL's rules (GTiffDataset::ScanDirectories, RFC 15).</summary>
internal static class ImageLevels
{
    /// <summary>The image: the first directory that is neither reduced nor a mask; the first of all when there is none such.</summary>
    public static Ifd ImageOf(IReadOnlyList<Ifd> ifds) =>
        ifds.FirstOrDefault(i => i.Problem is null && !i.IsMask && !i.IsReducedResolution) ?? ifds[0];

    /// <summary>Overviews in the order of the chain. Pages (SubfileType 0 or 2) are none, whatever their size.</summary>
    public static List<Ifd> OverviewsOf(IReadOnlyList<Ifd> ifds, Ifd image) =>
        [.. ifds.Where(i => i != image
            && i.Problem is null
            && i.IsReducedResolution
            && !i.IsMask
            && i.SamplesPerPixel == image.SamplesPerPixel
            && i.SampleType == image.SampleType)];

    /// <summary>The image and its overviews, largest first. Masks go to the image of their size, wherever they stand in the chain.</summary>
    public static List<ImageLevel> Create(IReadOnlyList<Ifd> ifds, Ifd image, IEnumerable<Ifd> overviews)
    {
        List<Ifd> masks = [.. ifds.Where(i => i != image
            && i.Problem is null
            && i.IsMask
            && i.SampleType == SampleType.UInt8
            && (i.SamplesPerPixel == 1 || i.SamplesPerPixel == image.SamplesPerPixel))];
        var levels = new List<ImageLevel>();
        IEnumerable<Ifd> smaller = overviews
            .Where(o => o.Width <= image.Width && o.Height <= image.Height)
            .OrderByDescending(o => (long)o.Width * o.Height);
        foreach (Ifd ifd in smaller.Prepend(image))
        {
            Ifd? mask = masks.Find(m => m.Width == ifd.Width && m.Height == ifd.Height);
            if (mask is not null)
            {
                masks.Remove(mask);
            }

            levels.Add(new(levels.Count, ifd, mask));
        }

        return levels;
    }
}
