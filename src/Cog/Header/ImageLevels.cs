namespace Cog.Header;

/// <summary>Which directory is the image, an overview, a mask: GDAL's rules (GTiffDataset::ScanDirectories, RFC 15).</summary>
internal static class ImageLevels
{
    /// <summary>The image: the first directory, whatever it calls itself.</summary>
    public static Ifd ImageOf(IReadOnlyList<Ifd> ifds) => ifds[0];

    /// <summary>
    /// The directories that may belong to the image: its SubIFDs (TIFF Technical Note 1), then those behind it in the chain. One of the
    /// chain with SubIFDs of its own is another image, with its own.
    /// </summary>
    public static IEnumerable<Ifd> BesideImage(CogHeader header) =>
        header.SubIfds.Concat(header.Ifds.Skip(1).Where(i => !i.Tags.ContainsKey(TagId.SubIfds)));

    /// <summary>
    /// Overviews in the order of the file. Pages (SubfileType 0 or 2) are none, whatever their size; what calls itself reduced is one, even
    /// where it is larger.
    /// </summary>
    public static List<Ifd> OverviewsOf(IEnumerable<Ifd> ifds, Ifd image) =>
        [
            .. ifds.Where(i =>
                i != image && i.Problem is null && i.IsReducedResolution && !i.IsMask && i.SamplesPerPixel == image.SamplesPerPixel
            ),
        ];

    /// <summary>
    /// The image and its overviews, largest first. Masks go to the image of their size, wherever they stand in the chain.
    /// </summary>
    public static List<ImageLevel> Create(IEnumerable<Ifd> ifds, Ifd image, IEnumerable<Ifd> overviews)
    {
        List<Ifd> masks =
        [
            .. ifds.Where(i =>
                i != image
                && i.Problem is null
                && i.IsMask
                && i.SampleType == SampleType.UInt8
                && (i.SamplesPerPixel == 1 || i.SamplesPerPixel == image.SamplesPerPixel)
            ),
        ];
        var levels = new List<ImageLevel>();
        IEnumerable<Ifd> smaller = overviews
            .Where(o => o.Width <= image.Width && o.Height <= image.Height && o.SampleType == image.SampleType)
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
