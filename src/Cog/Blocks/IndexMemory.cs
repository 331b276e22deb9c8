namespace Cog.Blocks;

/// <summary>Pages of block indexes in memory, of all arrays that share it: those used least lately make room.</summary>
internal sealed class IndexMemory(int maxBytes)
{
    // Of one page: nodes of table and list, the array's header.
    private const int OverheadBytes = 160;

    private readonly ByteBoundedLru<(IndexArray Array, long Page), byte[]> _pages = new(maxBytes);

    /// <summary>Bytes in use.</summary>
    public long ByteCount => _pages.ByteCount;

    /// <summary>A page, or null.</summary>
    public byte[]? Find(IndexArray array, long page) => _pages.Find((array, page));

    /// <summary>Keeps a page, unless it is here.</summary>
    public void Keep(IndexArray array, long page, byte[] data)
    {
        if (_pages.GetOrAdd((array, page), data) == data)
        {
            _pages.SetSize((array, page), data, data.Length + OverheadBytes);
        }
    }
}
