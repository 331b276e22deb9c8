namespace Cog.Validation;

/// <summary>rio-cogeo's rules (<c>cog_validate</c>), in its order.</summary>
internal static class RioCogeoRules
{
    public static async Task<CogValidation> ApplyAsync(ValidatedFile file, bool hasExternalOverviews, CancellationToken cancellationToken)
    {
        (List<string> errors, List<string> warnings) = LayoutRules.Begin(hasExternalOverviews);
        Ifd image = file.Header.Image;
        IReadOnlyList<Ifd> overviews = file.Header.Overviews;
        if (image.Width > 512 && image.Height > 512)
        {
            if (image.BlockWidth == image.Width)
            {
                errors.Add("The file is greater than 512xH or 512xW, but is not tiled");
            }

            if (overviews.Count == 0 && !hasExternalOverviews)
            {
                warnings.Add("The file is greater than 512xH or 512xW, it is recommended to include internal overviews");
            }
        }

        if (image.Offset > 300)
        {
            errors.Add(
                string.Create(CultureInfo.InvariantCulture, $"The offset of the main IFD should be < 300. It is {image.Offset} instead")
            );
        }

        if (file.Header.Ghost.KnownIncompatibleEdition)
        {
            errors.Add(
                "This file used to have optimizations in its layout, but those have been, at least partly, invalidated by later changes"
            );
        }

        CheckDecimations(file.Header.OverviewDecimations, errors);
        errors.AddRange(Enumerable.Range(0, overviews.Count).Select(i => LayoutRules.IfdOrder(file.Images, i)).OfType<string>());

        var offsets = new long[file.Images.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            // An overview's blocks are counted by the image's block size.
            Ifd ifd = file.Images[i];
            int across = Math.Min(ifd.BlocksAcross, ((ifd.Width - 1) / image.BlockWidth) + 1);
            int down = Math.Min(ifd.BlocksDown, ((ifd.Height - 1) / image.BlockHeight) + 1);
            offsets[i] = await file.FirstDataOffsetAsync(ifd, across, down, cancellationToken).ConfigureAwait(false);
        }

        errors.AddRange(LayoutRules.DataOrder(file.Images, offsets, forgivesSparse: false));
        for (int i = 0; i < overviews.Count; i++)
        {
            if (overviews[i].Width > 512 && overviews[i].Height > 512 && overviews[i].BlockWidth == overviews[i].Width)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Overview of index {i} is not tiled"));
            }
        }

        return new(errors, warnings);
    }

    private static void CheckDecimations(IReadOnlyList<int> decimations, List<string> errors)
    {
        if (!decimations.Order().SequenceEqual(decimations))
        {
            errors.Add("Overviews should be sorted");
        }

        for (int i = 0; i < decimations.Count; i++)
        {
            if (decimations[i] <= 1)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Invalid Decimation {decimations[i]} for overview level {i}"));
            }
        }
    }
}
