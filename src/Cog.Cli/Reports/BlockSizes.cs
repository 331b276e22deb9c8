namespace Cog.Cli.Reports;

/// <summary>Compressed sizes of a directory's blocks, in KB; blocks that were never written do not count.</summary>
internal sealed record BlockSizes(double Min, double Mean, double Max)
{
    // More would be a long download for three numbers.
    private const long MaxBlocks = 1 << 18;

    /// <summary>Reads the byte counts, one read when the header does not hold them.</summary>
    /// <returns>Null when there are too many, or none.</returns>
    public static async Task<BlockSizes?> ReadAsync(IRangeSource source, CogHeader header, Ifd ifd, CancellationToken cancellationToken)
    {
        if (!ifd.Tags.TryGetValue(ifd.IsTiled ? TagId.TileByteCounts : TagId.StripByteCounts, out Tag? counts) || counts.Count > MaxBlocks)
        {
            return null;
        }

        if (!counts.IsLoaded)
        {
            int length = checked((int)(counts.Count * counts.Type.ByteSize()));
            RangeRead read = await source.ReadAsync(new(counts.ValueOffset, length), header.ETag, cancellationToken);
            if (read.Data.Length < length)
            {
                throw new InvalidTiffException(
                    $"Directory {ifd.Index} needs {length} bytes of block sizes at {counts.ValueOffset}, the file has {read.Data.Length}."
                );
            }

            counts = counts with { Data = read.Data };
        }

        long[] stored = [.. counts.AsIntegers().Where(n => n > 0)];
        return stored.Length == 0 ? null : new(stored.Min() / 1024.0, stored.Average() / 1024.0, stored.Max() / 1024.0);
    }
}
