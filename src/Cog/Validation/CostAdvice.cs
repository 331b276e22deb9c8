using Cog.Blocks;

namespace Cog.Validation;

/// <summary>What a map pays for a file as it is, in bytes and reads, and what would be cheaper.</summary>
internal static class CostAdvice
{
    private const int MapTile = 256;

    // A block of 512 × 512 pixels of four bytes, four times over.
    private const long LargeBlock = 4 << 20;

    // Byte counts looked at for the size of a typical block.
    private const int Sample = 1024;

    public static async Task<List<string>> OfAsync(ValidatedFile file, bool hasExternalOverviews, CancellationToken cancellationToken)
    {
        (CogHeader header, Ifd image) = (file.Header, file.Header.Image);
        List<string> advice = [await CostAsync(file, cancellationToken).ConfigureAwait(false)];
        if (header.HeaderBytes > file.Options.IngestedBytesAtOpen)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The header is spread over more than the {file.Options.IngestedBytesAtOpen} bytes of the first read: directories "
                        + $"belong in front of all data."
                )
            );
        }

        if (hasExternalOverviews)
        {
            advice.Add(
                "The overviews are in an .ovr file: it takes a read of its own, and a version of its own. Inside the file they come "
                    + "with its header."
            );
        }

        if (header.Overviews.Count == 0 && !hasExternalOverviews && Math.Max(image.Width, image.Height) > 2 * MapTile)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"There are no overviews: a picture of the whole image reads all of its {image.BlockCount} blocks."
                )
            );
        }

        if (image.Compression == Compression.Jpeg && header.NoData is { } noData)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"JPEG changes samples, so that few of those that were nodata ({noData.Value}) still are: an internal mask keeps "
                        + $"them apart."
                )
            );
        }

        long blockBytes = image.WholeLayout.ByteCount;
        if (blockBytes > LargeBlock)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A block decodes to {blockBytes} bytes, of which a map tile shows few: blocks of 256 or 512 pixels square are cheaper."
                )
            );
        }

        if (image.PlaneCount > 1)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bands are stored apart: a pixel of all {image.PlaneCount} takes as many blocks."
                )
            );
        }

        if (!header.IsGeoreferenced)
        {
            advice.Add("The file is not georeferenced: it has no place on a map.");
        }
        else if (header.GroundControlPointCount > 0 && header.GroundControlFit is null)
        {
            advice.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file is georeferenced by {header.GroundControlPointCount} ground control points alone, and it takes three "
                        + $"that lie on no line: it has no place on a map."
                )
            );
        }

        return advice;
    }

    private static async Task<string> CostAsync(ValidatedFile file, CancellationToken cancellationToken)
    {
        (CogHeader header, Ifd image) = (file.Header, file.Header.Image);
        int chunk = Math.Max(1, file.Options.HeaderChunkSize);
        long opening = 1 + (Math.Max(0, header.HeaderBytes - file.Options.IngestedBytesAtOpen) + chunk - 1) / chunk;
        var index = new BlockIndex(header, image, file.Options);
        long first = opening + (index.IsInMemory ? 0 : 1) + 1;
        if (await TypicalBlockAsync(file, index, cancellationToken).ConfigureAwait(false) is not { } block)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Opening the file takes {Reads(opening)} of {header.HeaderBytes} bytes in all. It has no data."
            );
        }

        // A map tile lies anywhere across blocks: one, and one more for each border it crosses.
        double blocks =
            (1 + ((double)(MapTile - 1) / image.BlockWidth)) * (1 + ((double)(MapTile - 1) / image.BlockHeight)) * image.PlaneCount;
        blocks = Math.Min(blocks, image.BlockCount);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Opening the file takes {Reads(opening)} of {header.HeaderBytes} bytes in all, the first map tile at full resolution "
                + $"{first} with those; a tile of {MapTile} pixels takes about {blocks * block:0} bytes."
        );
    }

    private static string Reads(long count) => count == 1 ? "1 read" : string.Create(CultureInfo.InvariantCulture, $"{count} reads");

    /// <summary>The mean length of the blocks that have data, of those in the middle of the index; null when none has.</summary>
    private static async Task<double?> TypicalBlockAsync(ValidatedFile file, BlockIndex index, CancellationToken cancellationToken)
    {
        long count = index.Ifd.BlockCount,
            start = Math.Max(0, (count - Sample) / 2);
        long[] numbers = [.. Enumerable.Range(0, (int)Math.Min(Sample, count)).Select(i => start + i)];
        (long[] offsets, long[] counts) = await index.EntriesAsync(file.Source, numbers, cancellationToken).ConfigureAwait(false);
        double[] lengths = [.. counts.Where((length, i) => length > 0 && offsets[i] > 0).Select(length => (double)length)];
        return lengths.Length == 0 ? null : lengths.Average();
    }
}
