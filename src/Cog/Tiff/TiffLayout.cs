namespace Cog.Tiff;

/// <summary>The two on-disk layouts, as numbers instead of branches.</summary>
/// <param name="OffsetSize">Bytes of an offset.</param>
/// <param name="EntryCountSize">Bytes of a directory's entry count.</param>
/// <param name="EntrySize">Bytes of a directory entry.</param>
public sealed record TiffLayout(int OffsetSize, int EntryCountSize, int EntrySize)
{
    /// <summary>Version 42.</summary>
    public static TiffLayout Classic { get; } = new(OffsetSize: 4, EntryCountSize: 2, EntrySize: 12);

    /// <summary>Version 43, BigTIFF.</summary>
    public static TiffLayout Big { get; } = new(OffsetSize: 8, EntryCountSize: 8, EntrySize: 20);
}
