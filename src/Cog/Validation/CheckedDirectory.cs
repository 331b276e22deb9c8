using Cog.Blocks;

namespace Cog.Validation;

/// <summary>One directory while its blocks are looked at.</summary>
/// <param name="Place">For messages: <c>Level 0</c>, <c>Level 0, mask</c>.</param>
/// <param name="Ifd">The directory.</param>
/// <param name="Index">Its block index.</param>
internal sealed record CheckedDirectory(string Place, Ifd Ifd, BlockIndex Index)
{
    /// <summary>Problems found so far.</summary>
    public long Problems { get; set; }

    /// <summary>Where the last that is listed stands.</summary>
    public int Last { get; set; }

    /// <summary>The directories of an image, largest first, each with its mask behind it.</summary>
    public static List<CheckedDirectory> Of(ValidatedFile file)
    {
        var directories = new List<CheckedDirectory>();
        foreach (ImageLevel level in file.Header.Levels)
        {
            directories.Add(
                new(
                    string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}"),
                    level.Image,
                    new(file.Header, level.Image, file.Options)
                )
            );
            if (level.Mask is { } mask)
            {
                directories.Add(
                    new(
                        string.Create(CultureInfo.InvariantCulture, $"Level {level.Number}, mask"),
                        mask,
                        new(file.Header, mask, file.Options)
                    )
                );
            }
        }

        return directories;
    }

    /// <summary><c>block (3, 1)</c>, of an image of planes also <c>of band 2</c>.</summary>
    public string NameOf(long number)
    {
        (long row, long x) = Math.DivRem(number, Ifd.BlocksAcross);
        (long plane, long y) = Math.DivRem(row, Ifd.BlocksDown);
        return Ifd.PlaneCount > 1
            ? string.Create(CultureInfo.InvariantCulture, $"block ({x}, {y}) of band {plane + 1}")
            : string.Create(CultureInfo.InvariantCulture, $"block ({x}, {y})");
    }

    /// <summary>Where some blocks are. Without byte counts a block reaches to the next one, as libtiff has it.</summary>
    public async Task<BlockEntries> EntriesAsync(IRangeSource source, long[] numbers, CancellationToken cancellationToken)
    {
        if (Index.HasByteCounts)
        {
            (long[] offsets, long[] counts) = await Index.EntriesAsync(source, numbers, cancellationToken).ConfigureAwait(false);
            return new(numbers, offsets, counts);
        }

        IReadOnlyList<BlockLocation> found = await Index.LocateByCountsAsync(source, numbers, cancellationToken).ConfigureAwait(false);
        return new(numbers, [.. found.Select(f => f.Range.Offset)], [.. found.Select(f => (long)f.Range.Length)]);
    }
}

/// <summary>Some blocks of a directory, as its index has them.</summary>
internal sealed record BlockEntries(long[] Numbers, long[] Offsets, long[] Counts);
