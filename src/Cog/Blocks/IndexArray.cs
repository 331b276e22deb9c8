namespace Cog.Blocks;

/// <summary>
/// One array of a block index, offsets or byte counts: in memory since the header was read, or paged from the file. Pages stay in an
/// <see cref="IndexMemory"/>.
/// </summary>
internal sealed class IndexArray
{
    // 4 KiB divide into whole values of 2, 4 and 8 bytes.
    internal const int PageBytes = 4096;

    // An array this short comes with its first page: no second round trip for a neighbour.
    private const int WholeBytes = 32 << 10;

    private readonly IndexMemory _memory;
    private readonly Tag _tag;
    private readonly int _size;
    private readonly int _ifdIndex;

    private IndexArray(Tag tag, int ifdIndex, long blockCount, IndexMemory memory)
    {
        _memory = memory;
        _tag = tag;
        _ifdIndex = ifdIndex;
        _size = tag.Type.ByteSize();
        Count = Math.Min(tag.Count, blockCount);
    }

    /// <summary>Values that there are and that have a block.</summary>
    public long Count { get; }

    /// <summary>True when no page will ever be read.</summary>
    public bool IsInMemory => _tag.IsLoaded;

    /// <summary>The array under the first of two tags that the directory has: libtiff, too, takes either for tiles and strips.</summary>
    public static IndexArray? Find(Ifd ifd, IndexMemory memory, TagId tileTag, TagId stripTag)
    {
        Tag? tag = ifd.Tags.GetValueOrDefault(tileTag) ?? ifd.Tags.GetValueOrDefault(stripTag);
        return tag is null || tag.Count == 0 ? null
            : tag.Type.IsInteger() ? new(tag, ifd.Index, ifd.BlockCount, memory)
            : throw new InvalidTiffException($"Tag {tag.Id} of directory {ifd.Index} has values of type {tag.Type}, not integers.");
    }

    /// <summary>Pages that hold these values; all of a short array's.</summary>
    public IEnumerable<long> PagesOf(IEnumerable<long> indices)
    {
        if (IsInMemory)
        {
            return [];
        }

        long pages = ((Count * _size) + PageBytes - 1) / PageBytes;
        return pages * PageBytes <= WholeBytes
            ? Enumerable.Range(0, (int)pages).Select(p => (long)p)
            : indices.Select(i => PageOf(Checked(i))).Distinct();
    }

    /// <summary>Where a page stands in the file.</summary>
    public (long Offset, int Length) Locate(long page)
    {
        long start = page * PageBytes;
        int length = (int)Math.Min(PageBytes, (Count * _size) - start);
        return _tag.ValueOffset <= long.MaxValue - start - length
            ? (_tag.ValueOffset + start, length)
            : throw new InvalidTiffException($"Tag {_tag.Id} of directory {_ifdIndex} stands at {_tag.ValueOffset}, beyond any file.");
    }

    /// <summary>A page in memory, or null.</summary>
    public byte[]? Find(long page) => _memory.Find(this, page);

    /// <summary>Keeps a page, for those used least lately.</summary>
    public void Keep(long page, byte[] data) => _memory.Keep(this, page, data);

    public long PageOf(long index) => index * _size / PageBytes;

    /// <summary>One value, from the array in memory or from its page.</summary>
    public long Get(long index, byte[]? page)
    {
        _ = Checked(index);
        return IsInMemory
            ? _tag.IntegerAt(_tag.Data.Span, (int)index)
            : _tag.IntegerAt(page, (int)(index - (PageOf(index) * (PageBytes / _size))));
    }

    private long Checked(long index) =>
        index < Count
            ? index
            : throw new InvalidTiffException($"Tag {_tag.Id} of directory {_ifdIndex} has {_tag.Count} values: none for block {index}.");
}
