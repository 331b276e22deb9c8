namespace Cog.Validation;

/// <summary>Findings that rio-cogeo took over from GDAL, word by word.</summary>
internal static class LayoutRules
{
    /// <summary>What is found before the file's own layout is looked at: overviews outside of it.</summary>
    public static (List<string> Errors, List<string> Warnings) Begin(bool hasExternalOverviews) =>
        (hasExternalOverviews ? ["Overviews found in external .ovr file. They should be internal"] : [], []);

    /// <summary>A directory stands behind that of the image, or of the overview, before it.</summary>
    /// <param name="images">The image, then its overviews.</param>
    /// <param name="overview">Which overview, from 0.</param>
    public static string? IfdOrder(Ifd[] images, int overview)
    {
        (long offset, long before) = (images[overview + 1].Offset, images[overview].Offset);
        string than = overview == 0 ? "the main image" : string.Create(CultureInfo.InvariantCulture, $"index {overview - 1}");
        return offset < before
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The offset of the IFD for overview of index {overview} is {offset}, whereas it should be greater than the one of "
                    + $"{than}, which is at byte {before}"
            )
            : null;
    }

    /// <summary>Data starts with the smallest overview's, and ends with the image's.</summary>
    /// <param name="images">The image, then its overviews.</param>
    /// <param name="offsets">The first block of each.</param>
    /// <param name="forgivesSparse">Whether an image without data is passed over (GDAL), or taken to stand at 0 (rio-cogeo).</param>
    public static IEnumerable<string> DataOrder(Ifd[] images, long[] offsets, bool forgivesSparse)
    {
        if (offsets[^1] != 0 && offsets[^1] < images[^1].Offset)
        {
            yield return images.Length > 1
                ? "The offset of the first block of the smallest overview should be after its IFD"
                : "The offset of the first block of the image should be after its IFD";
        }

        for (int i = images.Length - 2; i >= 0; i--)
        {
            if (offsets[i] < offsets[i + 1] && !(forgivesSparse && offsets[i] == 0))
            {
                yield return i > 0
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"The offset of the first block of overview of index {i - 1} should be after the one of the overview of index {i}"
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"The offset of the first block of the main resolution image should be after the one of the overview of index "
                            + $"{images.Length - 2}"
                    );
            }
        }
    }
}
