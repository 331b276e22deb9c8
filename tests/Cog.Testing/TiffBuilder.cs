using System.Buffers.Binary;
using System.Text;
using Cog.Tiff;

namespace Cog.Testing;

/// <summary>
/// Writes TIFF files in memory, right ones and wrong ones, laid out as GDAL's COG driver does: directories, then block indexes, then data
/// from the last directory to the first.
/// </summary>
/// <example>
/// <code>
/// byte[] file = new TiffBuilder { IsBigEndian = true }.Add(new IfdBuilder(64, 64).Tiled(32, 32).WithBlocks(a, b, null, d)).Build();
/// </code>
/// </example>
internal sealed class TiffBuilder
{
    /// <summary>What GDAL 3.6 writes, without a mask.</summary>
    public const string GhostText =
        "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\nBLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";

    /// <summary>What GDAL 3.6 writes for a file with masks.</summary>
    public const string MaskGhostText = GhostText + "MASK_INTERLEAVED_WITH_IMAGERY=YES\n";

    private readonly List<IfdBuilder> _ifds = [];

    public bool IsBigEndian { get; init; }

    public bool IsBig { get; init; }

    /// <summary>Body of the ghost area; null for none. Blocks get leaders and trailers when it promises them.</summary>
    public string? Ghost { get; init; }

    /// <summary>Bytes left empty in front of the first directory.</summary>
    public int GapBeforeIfds { get; init; }

    /// <summary>Bytes left empty between the directories and the block indexes.</summary>
    public int GapBeforeIndexes { get; init; }

    /// <summary>Where the last directory says the next one is.</summary>
    public long LastNextOffset { get; init; }

    private TiffLayout Layout => IsBig ? TiffLayout.Big : TiffLayout.Classic;

    public TiffBuilder Add(IfdBuilder ifd)
    {
        _ifds.Add(ifd);
        return this;
    }

    /// <summary>Writes the file.</summary>
    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write(IsBigEndian ? "MM"u8 : "II"u8);
        Number(file, IsBig ? 43 : 42, 2);
        if (IsBig)
        {
            Number(file, 8, 2);
            Number(file, 0, 2);
        }

        Number(file, 0, Layout.OffsetSize); // Patched below.
        if (Ghost is not null)
        {
            file.Write(Encoding.ASCII.GetBytes($"GDAL_STRUCTURAL_METADATA_SIZE={Ghost.Length:000000} bytes\n{Ghost}"));
        }

        Skip(file, GapBeforeIfds);
        foreach (IfdBuilder ifd in _ifds)
        {
            Place(file, ifd);
        }

        Skip(file, GapBeforeIndexes);
        foreach (IfdBuilder ifd in _ifds)
        {
            ifd.PlaceIndexes(file, IsBig);
        }

        foreach (IfdBuilder ifd in Enumerable.Reverse(_ifds))
        {
            WriteData(file, ifd);
        }

        foreach (IfdBuilder ifd in _ifds)
        {
            PlaceValues(file, ifd, late: true);
        }

        byte[] bytes = file.ToArray();
        for (int i = 0; i < _ifds.Count; i++)
        {
            WriteDirectory(bytes, _ifds[i], i + 1 < _ifds.Count ? _ifds[i + 1].Offset : LastNextOffset);
        }

        Write(bytes.AsSpan(IsBig ? 8 : 4), _ifds.Count > 0 ? _ifds[0].Offset : 0, Layout.OffsetSize);
        return bytes;
    }

    private void Place(MemoryStream file, IfdBuilder ifd)
    {
        Skip(file, (int)(file.Length & 1));
        ifd.Offset = file.Length;
        ifd.AddIndexEntries(IsBig);
        Skip(file, Layout.EntryCountSize + (ifd.Entries.Count * Layout.EntrySize) + Layout.OffsetSize);
        PlaceValues(file, ifd, late: false);
    }

    private void PlaceValues(MemoryStream file, IfdBuilder ifd, bool late)
    {
        foreach (
            TiffEntry entry in ifd.Entries.Values.Where(e =>
                e.Value is not null && e.IsLate == late && e.Value.Length > Layout.OffsetSize && !e.IsIndex
            )
        )
        {
            Skip(file, (int)(file.Length & 1));
            entry.ValueOffset = file.Length;
            file.Write(entry.InOrder(IsBigEndian));
        }
    }

    private void WriteData(MemoryStream file, IfdBuilder ifd)
    {
        if (ifd.IsInterleavedMask)
        {
            return; // Goes with its image.
        }

        bool leader = Ghost?.Contains("BLOCK_LEADER", StringComparison.Ordinal) ?? false;
        bool trailer = Ghost?.Contains("BLOCK_TRAILER", StringComparison.Ordinal) ?? false;
        for (int i = 0; i < ifd.Blocks.Count; i++)
        {
            WriteBlock(file, ifd, i, leader, trailer);
            if (ifd.InterleavedMask is { } mask)
            {
                WriteBlock(file, mask, i, leader, trailer);
            }
        }
    }

    private static void WriteBlock(MemoryStream file, IfdBuilder ifd, int number, bool leader, bool trailer)
    {
        if (ifd.Blocks[number] is not { } block)
        {
            return; // Sparse.
        }

        if (leader)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, block.Length);
            file.Write(length);
        }

        ifd.SetBlock(number, file.Length, block.Length);
        file.Write(block);
        if (trailer)
        {
            file.Write(block.AsSpan(Math.Max(0, block.Length - 4)));
        }
    }

    private void WriteDirectory(byte[] file, IfdBuilder ifd, long next)
    {
        Span<byte> to = file.AsSpan((int)ifd.Offset);
        Write(to, ifd.Entries.Count, Layout.EntryCountSize);
        to = to[Layout.EntryCountSize..];
        foreach ((TagId id, TiffEntry entry) in ifd.Entries)
        {
            Write(to, (long)id, 2);
            Write(to[2..], (long)entry.Type, 2);
            Write(to[4..], entry.Count, Layout.OffsetSize);
            Span<byte> value = to.Slice(4 + Layout.OffsetSize, Layout.OffsetSize);
            if (entry.Value is { } bytes && bytes.Length <= Layout.OffsetSize)
            {
                entry.InOrder(IsBigEndian).CopyTo(value);
            }
            else
            {
                Write(value, entry.ValueOffset, Layout.OffsetSize);
                if (entry is { IsIndex: true, Value: not null })
                {
                    entry.InOrder(IsBigEndian).CopyTo(file.AsSpan((int)entry.ValueOffset));
                }
            }

            to = to[Layout.EntrySize..];
        }

        Write(to, next, Layout.OffsetSize);
    }

    private void Number(MemoryStream file, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        Write(bytes, value, size);
        file.Write(bytes[..size]);
    }

    private void Write(Span<byte> to, long value, int size)
    {
        for (int i = 0; i < size; i++)
        {
            to[IsBigEndian ? size - 1 - i : i] = (byte)(value >> (8 * i));
        }
    }

    private static void Skip(MemoryStream file, int bytes) => file.Write(new byte[bytes]);
}
