namespace Cog.Validation;

/// <summary>
/// The rules of GDAL's <c>validate_cloud_optimized_geotiff</c>, in its order, without its check of blocks: see <see cref="FrameCheck"/>.
/// </summary>
internal static class GdalRules
{
    public static async Task<CogValidation> ApplyAsync(ValidatedFile file, bool hasExternalOverviews, CancellationToken cancellationToken)
    {
        (List<string> errors, List<string> warnings) = LayoutRules.Begin(hasExternalOverviews);
        Ifd image = file.Header.Image;
        if (image.Width > 512 || image.Height > 512)
        {
            if (IsUntiled(image))
            {
                errors.Add("The file is greater than 512xH or Wx512, but is not tiled");
            }

            if (file.Images.Length == 1 && !hasExternalOverviews)
            {
                warnings.Add("The file is greater than 512xH or Wx512, it is recommended to include internal overviews");
            }
        }

        CheckMainIfd(file, errors);
        for (int i = 0; i + 1 < file.Images.Length; i++)
        {
            (Ifd before, Ifd overview) = (file.Images[i], file.Images[i + 1]);
            if (overview.Width > before.Width || overview.Height > before.Height)
            {
                errors.Add(
                    i == 0
                        ? "First overview has larger dimension than main band"
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"Overview of index {i} has larger dimension than overview of index {i - 1}"
                        )
                );
            }

            if (IsUntiled(overview))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Overview of index {i} is not tiled"));
            }

            if (LayoutRules.IfdOrder(file.Images, i) is { } finding)
            {
                errors.Add(finding);
            }
        }

        var offsets = new long[file.Images.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            Ifd ifd = file.Images[i];
            offsets[i] = await file.FirstDataOffsetAsync(ifd, ifd.BlocksAcross, ifd.BlocksDown, cancellationToken).ConfigureAwait(false);
        }

        errors.AddRange(LayoutRules.DataOrder(file.Images, offsets, forgivesSparse: true));
        return new(errors, warnings);
    }

    // Strips up to 1024 columns long are not error.
    private static bool IsUntiled(Ifd ifd) => ifd.BlockWidth == ifd.Width && ifd.BlockWidth > 1024;

    // At the start, or right behind the ghost area, on an even byte.
    private static void CheckMainIfd(ValidatedFile file, List<string> errors)
    {
        long offset = file.Header.Image.Offset;
        if (offset is 8 or 16)
        {
            return;
        }

        if (file.Header.Ghost.KnownIncompatibleEdition)
        {
            errors.Add("KNOWN_INCOMPATIBLE_EDITION=YES is declared in the file");
        }

        long expected = file.Header.File.Layout.HeaderSize + file.Header.Ghost.ByteCount;
        expected += expected % 2;
        if (offset != expected)
        {
            errors.Add(
                string.Create(CultureInfo.InvariantCulture, $"The offset of the main IFD should be {expected}. It is {offset} instead")
            );
        }
    }
}
