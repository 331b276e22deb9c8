using System.Globalization;
using Cog.Header;
using Cog.Sources;
using Cog.Tiff;

namespace Cog.Validation;

/// <summary>Whether a file is laid out as a Cloud Optimized GeoTIFF, by rio-cogeo's rules: the same findings, in the same words and order.</summary>
public static class CogValidator
{
    // Blocks looked at until one has data.
    private const int MaxSparseBlocks = 1 << 20;

    private const int BlocksAtOnce = 4096;

    /// <summary>Judges a file.</summary>
    /// <param name="source">Block indexes are read from it, as far as the first block that has data.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="hasExternalOverviews">True when an .ovr file lies beside it.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public static async Task<CogValidation> ValidateAsync(
        IRangeSource source, CogHeader header, CogReaderOptions options, bool hasExternalOverviews, CancellationToken cancellationToken)
    {
        List<string> errors = [], warnings = [];
        Ifd image = header.Image;
        IReadOnlyList<Ifd> overviews = header.Overviews;
        if (hasExternalOverviews)
        {
            errors.Add("Overviews found in external .ovr file. They should be internal");
        }

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
            errors.Add(Invariant($"The offset of the main IFD should be < 300. It is {image.Offset} instead"));
        }

        if (header.Ghost.KnownIncompatibleEdition)
        {
            errors.Add("This file used to have optimizations in its layout, but those have been, at least partly, invalidated by later changes");
        }

        CheckDecimations(header.OverviewDecimations, errors);
        CheckIfdOffsets(image, overviews, errors);
        await CheckDataOffsetsAsync(source, header, options, errors, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < overviews.Count; i++)
        {
            if (overviews[i].Width > 512 && overviews[i].Height > 512 && overviews[i].BlockWidth == overviews[i].Width)
            {
                errors.Add(Invariant($"Overview of index {i} is not tiled"));
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
                errors.Add(Invariant($"Invalid Decimation {decimations[i]} for overview level {i}"));
            }
        }
    }

    private static void CheckIfdOffsets(Ifd image, IReadOnlyList<Ifd> overviews, List<string> errors)
    {
        for (int i = 0; i < overviews.Count; i++)
        {
            long before = i == 0 ? image.Offset : overviews[i - 1].Offset;
            if (overviews[i].Offset < before)
            {
                string than = i == 0 ? "the main image" : Invariant($"index {i - 1}");
                errors.Add(Invariant(
                    $"The offset of the IFD for overview of index {i} is {overviews[i].Offset}, whereas it should be greater than the one of {than}, which is at byte {before}"));
            }
        }
    }

    private static async Task CheckDataOffsetsAsync(
        IRangeSource source, CogHeader header, CogReaderOptions options, List<string> errors, CancellationToken cancellationToken)
    {
        Ifd[] ifds = [header.Image, .. header.Overviews];
        var offsets = new long[ifds.Length];
        for (int i = 0; i < ifds.Length; i++)
        {
            offsets[i] = await FirstDataOffsetAsync(source, header, ifds[i], options, cancellationToken).ConfigureAwait(false);
        }

        if (offsets[^1] != 0 && offsets[^1] < ifds[^1].Offset)
        {
            errors.Add(ifds.Length > 1
                ? "The offset of the first block of the smallest overview should be after its IFD"
                : "The offset of the first block of the image should be after its IFD");
        }

        for (int i = ifds.Length - 2; i > 0; i--)
        {
            if (offsets[i] < offsets[i + 1])
            {
                errors.Add(Invariant($"The offset of the first block of overview of index {i - 1} should be after the one of the overview of index {i}"));
            }
        }

        if (ifds.Length > 1 && offsets[0] < offsets[1])
        {
            errors.Add(Invariant($"The offset of the first block of the main resolution image should be after the one of the overview of index {ifds.Length - 2}"));
        }
    }

    /// <summary>The first block's offset that is not 0, in row-major order; 0 when the image is sparse altogether. Like rio-cogeo, it counts an overview's blocks by the image's block size.</summary>
    private static async Task<long> FirstDataOffsetAsync(IRangeSource source, CogHeader header, Ifd ifd, CogReaderOptions options, CancellationToken cancellationToken)
    {
        var index = new BlockIndex(header, ifd, options);
        int across = Math.Min(ifd.BlocksAcross, ((ifd.Width - 1) / header.Image.BlockWidth) + 1);
        int down = Math.Min(ifd.BlocksDown, ((ifd.Height - 1) / header.Image.BlockHeight) + 1);
        long count = Math.Min((long)across * down, MaxSparseBlocks);
        for (long first = 0, step = 1; first < count; first += step, step = BlocksAtOnce)
        {
            long[] numbers = new long[Math.Min(step, count - first)];
            for (int i = 0; i < numbers.Length; i++)
            {
                (long y, long x) = Math.DivRem(first + i, across);
                numbers[i] = ifd.BlockNumber((int)x, (int)y, plane: 0);
            }

            foreach (long offset in await index.OffsetsAsync(source, numbers, cancellationToken).ConfigureAwait(false))
            {
                if (offset > 0)
                {
                    return offset;
                }
            }
        }

        return 0;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
