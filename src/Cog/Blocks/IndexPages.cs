using Cog.Sources;

namespace Cog.Blocks;

/// <summary>The pages of block indexes that one question needs, held until it is answered.</summary>
internal sealed class IndexPages
{
    private readonly Dictionary<(IndexArray Array, long Page), byte[]> _pages = [];

    /// <summary>Loads what is not in memory, neighbouring pages in one read, several reads at once.</summary>
    public static async ValueTask<IndexPages> LoadAsync(
        IRangeSource source,
        CogHeader header,
        CogReaderOptions options,
        IReadOnlyList<(IndexArray Array, IReadOnlyList<long> Indices)> wanted,
        CancellationToken cancellationToken
    )
    {
        var pages = new IndexPages();
        var missing = new List<PageRead>();
        foreach ((IndexArray array, IReadOnlyList<long> indices) in wanted)
        {
            foreach (long page in array.PagesOf(indices))
            {
                if (array.Find(page) is { } data)
                {
                    pages._pages[(array, page)] = data;
                }
                else
                {
                    (long offset, int length) = array.Locate(page);
                    missing.Add(new(array, page, new(offset, length)));
                }
            }
        }

        if (missing.Count > options.Limits.MaxIndexPagesPerRequest)
        {
            throw LimitExceededException.Of(
                $"Finding the blocks takes {missing.Count} pages of the block index",
                options.Limits.MaxIndexPagesPerRequest
            );
        }

        foreach (PageRead[][] batch in Merge(missing, options).Chunk(Math.Max(1, options.MaxConcurrentReads)))
        {
            await Task.WhenAll(batch.Select(run => pages.ReadAsync(source, header, run, cancellationToken))).ConfigureAwait(false);
        }

        return pages;
    }

    /// <summary>One value of an array whose page was asked for.</summary>
    public long Get(IndexArray array, long index) => array.Get(index, _pages.GetValueOrDefault((array, array.PageOf(index))));

    /// <summary>The first value behind one that is not 0, as far as pages are here; null when there is none.</summary>
    public long? NextOffset(IndexArray array, long index)
    {
        long end = Math.Min(array.Count, index + 1 + IndexArray.PageBytes); // One page's worth: a longer gap says nothing useful.
        for (long i = index + 1; i < end && (array.IsInMemory || _pages.ContainsKey((array, array.PageOf(i)))); i++)
        {
            if (Get(array, i) is not 0 and long offset)
            {
                return offset;
            }
        }

        return null;
    }

    private static List<PageRead[]> Merge(List<PageRead> missing, CogReaderOptions options)
    {
        var runs = new List<PageRead[]>();
        var run = new List<PageRead>();
        foreach (PageRead page in missing.OrderBy(p => p.Range.Offset))
        {
            if (
                run.Count > 0
                && (
                    page.Range.Offset - run[^1].Range.End > options.MergeGapBytes
                    || page.Range.End - run[0].Range.Offset > options.MaxMergedBytes
                )
            )
            {
                runs.Add([.. run]);
                run.Clear();
            }

            run.Add(page);
        }

        if (run.Count > 0)
        {
            runs.Add([.. run]);
        }

        return runs;
    }

    private async Task ReadAsync(IRangeSource source, CogHeader header, PageRead[] run, CancellationToken cancellationToken)
    {
        long start = run[0].Range.Offset;
        var range = new ByteRange(start, (int)(run.Max(p => p.Range.End) - start));
        if (range.End > (header.FileLength ?? long.MaxValue))
        {
            throw new InvalidTiffException($"The block index reaches to {range.End}, but the file ends at {header.FileLength}.");
        }

        RangeRead read = await source.ReadAsync(range, header.ETag, cancellationToken).ConfigureAwait(false);
        EntityTag.ThrowIfChanged(source.Uri, header.ETag, read.ETag);
        if (read.Data.Length < range.Length)
        {
            throw new InvalidTiffException(
                $"The block index reaches to {range.End}, but a read of {range} brought {read.Data.Length} bytes."
            );
        }

        foreach (PageRead page in run)
        {
            // A copy, so that a page in memory does not hold on to a long read.
            byte[] data = read.Data.Slice((int)(page.Range.Offset - start), page.Range.Length).ToArray();
            page.Array.Keep(page.Page, data);
            lock (_pages)
            {
                _pages[(page.Array, page.Page)] = data;
            }
        }
    }

    private readonly record struct PageRead(IndexArray Array, long Page, ByteRange Range);
}
