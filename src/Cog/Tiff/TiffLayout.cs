namespace Cog.Tiff;

/// <summary>The two on-disk layouts, as numbers instead of branches.</summary>
/// <param name="HeaderSize">Bytes of the <see cref="ImageFileHeader"/>.</param>
/// <param name="OffsetSize">Bytes of an offset, of a value count, and of the value that fits into an entry.</param>
/// <param name="EntryCountSize">Bytes of a directory's entry count.</param>
/// <param name="EntrySize">Bytes of a directory entry.</param>
internal sealed record TiffLayout(int HeaderSize, int OffsetSize, int EntryCountSize, int EntrySize)
{
    /// <summary>Version 42.</summary>
    public static TiffLayout Classic { get; } = new(HeaderSize: 8, OffsetSize: 4, EntryCountSize: 2, EntrySize: 12);

    /// <summary>Version 43, BigTIFF.</summary>
    public static TiffLayout Big { get; } = new(HeaderSize: 16, OffsetSize: 8, EntryCountSize: 8, EntrySize: 20);
}
