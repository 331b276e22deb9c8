namespace Cog.Validation;

/// <summary>
/// Whether a file has its pixels: blocks of every level, image and mask, are read and decoded, with their checksums and the leaders and
/// trailers that the file promises. The last block that has data is always among them: what stands at the end is the first to go when a
/// file is cut off.
/// </summary>
/// <remarks>Of blocks that are neither compressed nor framed, nothing but their presence can be told.</remarks>
internal static class PixelCheck
{
    private const int BlocksAtOnce = 4096;

    // Blocks gone through backwards from a directory's end for one that has data.
    private const int MaxSparseBlocks = 1 << 16;

    /// <summary>Looks at blocks.</summary>
    /// <param name="source">The file.</param>
    /// <param name="header">Its header; overviews in a file of their own are left out.</param>
    /// <param name="options">How it is read: its codecs, and its ceilings for one block.</param>
    /// <param name="sample">Which blocks.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <exception cref="CogException">The source fails, or the file changed.</exception>
    public static async Task<PixelFindings> RunAsync(
        IRangeSource source,
        CogHeader header,
        CogReaderOptions options,
        PixelSample sample,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(sample);
        using var allowance = new BlockAllowance(sample.Budget, cancellationToken);
        ValidatedFile file = allowance.Limit(new(source, header.Internal, options));
        List<CheckedDirectory> directories = CheckedDirectory.Of(file);
        var decoding = new BlockDecoding(file, header.Internal.Ghost, allowance) { ChecksFrames = true, MaxListed = sample.IsAll ? 20 : 1 };
        if (sample.IsAll)
        {
            options.ReadLog?.Plan(directories.Sum(d => d.Ifd.BlockCount));
        }

        await allowance
            .RunAsync(async () =>
            {
                foreach (CheckedDirectory directory in directories)
                {
                    await LookAsync(file, directory, sample, decoding, allowance).ConfigureAwait(false);
                    if (allowance.Stopped is not null)
                    {
                        return;
                    }
                }
            })
            .ConfigureAwait(false);
        return new(decoding.Problems, new(decoding.Looked, directories.Sum(d => d.Ifd.BlockCount), allowance.Stopped));
    }

    /// <summary>Looks at all blocks of a directory, from one on.</summary>
    internal static async Task LookAtAllAsync(
        ValidatedFile file,
        CheckedDirectory directory,
        long first,
        BlockDecoding decoding,
        BlockAllowance allowance
    )
    {
        long count = Math.Min(directory.Ifd.BlockCount, directory.Index.EntryCount);
        for (; first < count && allowance.Stopped is null; first += BlocksAtOnce)
        {
            long[] numbers = Numbers(first, (int)Math.Min(BlocksAtOnce, count - first));
            await decoding
                .RunAsync(directory, await directory.EntriesAsync(file.Source, numbers, allowance.Token).ConfigureAwait(false))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Finds fault with an index that is shorter than its image.</summary>
    internal static void CheckIndex(CheckedDirectory directory, BlockDecoding decoding)
    {
        if (directory.Index.EntryCount < directory.Ifd.BlockCount)
        {
            decoding.Add(
                directory,
                null,
                new InvalidTiffException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Its index has {directory.Index.EntryCount} of {directory.Ifd.BlockCount} blocks."
                    )
                )
            );
        }
    }

    internal static long[] Numbers(long first, int count) => [.. Enumerable.Range(0, count).Select(i => first + i)];

    private static async Task LookAsync(
        ValidatedFile file,
        CheckedDirectory directory,
        PixelSample sample,
        BlockDecoding decoding,
        BlockAllowance allowance
    )
    {
        CheckIndex(directory, decoding);
        try
        {
            long count = Math.Min(directory.Ifd.BlockCount, directory.Index.EntryCount);
            if (sample.IsAll || count <= sample.Spread)
            {
                await LookAtAllAsync(file, directory, 0, decoding, allowance).ConfigureAwait(false);
                return;
            }

            SortedSet<long> numbers =
            [
                .. Enumerable
                    .Range(0, Math.Max(2, sample.Spread))
                    .Select(i => (long)(i * (Int128)(count - 1) / Math.Max(1, sample.Spread - 1))),
            ];
            if (await LastWithDataAsync(file, directory, count, allowance).ConfigureAwait(false) is { } last)
            {
                numbers.Add(last);
            }

            BlockEntries entries = await directory
                .EntriesAsync(file.Source, [.. numbers.Where(n => n < count)], allowance.Token)
                .ConfigureAwait(false);
            await decoding.RunAsync(directory, entries).ConfigureAwait(false);
        }
        catch (CogException error) when (error is InvalidTiffException || (error is LimitExceededException && !allowance.IsBounded))
        {
            decoding.Add(directory, null, error); // Its index is not all there, or the source gives no more.
        }
    }

    private static async Task<long?> LastWithDataAsync(ValidatedFile file, CheckedDirectory directory, long count, BlockAllowance allowance)
    {
        long end = Math.Max(0, count - MaxSparseBlocks);
        for (long step = 1; count > end; count -= step, step = BlocksAtOnce)
        {
            step = Math.Min(step, count - end);
            BlockEntries entries = await directory
                .EntriesAsync(file.Source, Numbers(count - step, (int)step), allowance.Token)
                .ConfigureAwait(false);
            for (int i = entries.Numbers.Length - 1; i >= 0; i--)
            {
                if (entries.Offsets[i] != 0 && entries.Counts[i] != 0)
                {
                    return entries.Numbers[i];
                }
            }
        }

        return null;
    }
}
