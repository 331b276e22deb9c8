using System.Buffers.Binary;
using System.Text;

namespace Cog.Testing;

/// <summary>
/// One directory for <see cref="TiffBuilder"/>: first an uncompressed image of 8 bits, then whatever a test makes of it. Each method
/// returns the same object.
/// </summary>
internal sealed class IfdBuilder
{
    private bool _isTiled;

    public IfdBuilder(int width, int height) =>
        With(TagId.ImageWidth, FieldType.Long, width)
            .With(TagId.ImageLength, FieldType.Long, height)
            .With(TagId.BitsPerSample, FieldType.Short, 8)
            .With(TagId.Compression, FieldType.Short, 1)
            .With(TagId.PhotometricInterpretation, FieldType.Short, 1)
            .With(TagId.SamplesPerPixel, FieldType.Short, 1);

    /// <summary>Where the directory stands; known once the file is built.</summary>
    public long Offset { get; internal set; }

    internal SortedDictionary<TagId, TiffEntry> Entries { get; } = [];

    internal List<byte[]?> Blocks { get; private set; } = [];

    internal IfdBuilder? InterleavedMask { get; private set; }

    internal bool IsInterleavedMask { get; private set; }

    /// <summary>Adds or replaces a tag of numbers; a rational takes two.</summary>
    public IfdBuilder With(TagId id, FieldType type, params ReadOnlySpan<double> values)
    {
        int size = type is FieldType.Rational or FieldType.SRational ? 4 : Math.Max(1, type.ByteSize());
        byte[] bytes = new byte[values.Length * size];
        for (int i = 0; i < values.Length; i++)
        {
            Span<byte> to = bytes.AsSpan(i * size);
            switch (type)
            {
                case FieldType.Float:
                    BinaryPrimitives.WriteSingleLittleEndian(to, (float)values[i]);
                    break;
                case FieldType.Double:
                    BinaryPrimitives.WriteDoubleLittleEndian(to, values[i]);
                    break;
                case var _ when size == 1:
                    to[0] = (byte)(long)values[i];
                    break;
                case var _ when size == 2:
                    BinaryPrimitives.WriteInt16LittleEndian(to, (short)(long)values[i]);
                    break;
                case var _ when size == 4:
                    BinaryPrimitives.WriteUInt32LittleEndian(to, unchecked((uint)(long)values[i]));
                    break;
                default:
                    BinaryPrimitives.WriteInt64LittleEndian(to, (long)values[i]);
                    break;
            }
        }

        return Put(id, new(type, type is FieldType.Rational or FieldType.SRational ? values.Length / 2 : values.Length, bytes, size));
    }

    /// <summary>Adds or replaces a tag of text, with its closing NUL.</summary>
    public IfdBuilder With(TagId id, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text + "\0");
        return Put(id, new(FieldType.Ascii, bytes.Length, bytes, 1));
    }

    /// <summary>Adds or replaces a tag whose value stands elsewhere, or nowhere.</summary>
    public IfdBuilder WithValueAt(TagId id, FieldType type, long count, long valueOffset) =>
        Put(id, new(type, count, null, 1) { ValueOffset = valueOffset });

    /// <summary>Moves a long value behind all data.</summary>
    public IfdBuilder Late(TagId id)
    {
        Entries[id].IsLate = true;
        return this;
    }

    public IfdBuilder Without(TagId id)
    {
        Entries.Remove(id);
        return this;
    }

    public IfdBuilder Tiled(int width, int height)
    {
        _isTiled = true;
        return With(TagId.TileWidth, FieldType.Long, width).With(TagId.TileLength, FieldType.Long, height);
    }

    public IfdBuilder Striped(int rows)
    {
        _isTiled = false;
        return Without(TagId.TileWidth).Without(TagId.TileLength).With(TagId.RowsPerStrip, FieldType.Long, rows);
    }

    /// <summary>1 an overview, 4 a mask, 5 the mask of an overview, 2 a page.</summary>
    public IfdBuilder Subfile(int type) => With(TagId.NewSubfileType, FieldType.Long, type);

    /// <summary>Blocks by number; null for a sparse one. Gives the directory its offsets and byte counts.</summary>
    public IfdBuilder WithBlocks(params IEnumerable<byte[]?> blocks)
    {
        Blocks = [.. blocks];
        return this;
    }

    /// <summary>Data of this mask follows this image's, block by block.</summary>
    public IfdBuilder Interleave(IfdBuilder mask)
    {
        InterleavedMask = mask;
        mask.IsInterleavedMask = true;
        return this;
    }

    internal void AddIndexEntries(bool isBig)
    {
        if (Blocks.Count == 0)
        {
            return;
        }

        FieldType type = isBig ? FieldType.Long8 : FieldType.Long;
        Put(OffsetsId, new(type, Blocks.Count, new byte[Blocks.Count * type.ByteSize()], type.ByteSize()) { IsIndex = true });
        Put(CountsId, new(FieldType.Long, Blocks.Count, new byte[Blocks.Count * 4], 4) { IsIndex = true });
    }

    internal void PlaceIndexes(MemoryStream file, bool isBig)
    {
        foreach (TiffEntry entry in Entries.Values.Where(e => e.IsIndex && e.Value!.Length > (isBig ? 8 : 4)))
        {
            entry.ValueOffset = file.Length;
            file.Write(entry.Value);
        }
    }

    internal void SetBlock(int number, long offset, int length)
    {
        TiffEntry offsets = Entries[OffsetsId],
            counts = Entries[CountsId];
        Span<byte> to = offsets.Value.AsSpan(number * offsets.UnitSize);
        if (offsets.UnitSize == 8)
        {
            BinaryPrimitives.WriteInt64LittleEndian(to, offset);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(to, (int)offset);
        }

        BinaryPrimitives.WriteInt32LittleEndian(counts.Value.AsSpan(number * 4), length);
    }

    private TagId OffsetsId => _isTiled ? TagId.TileOffsets : TagId.StripOffsets;

    private TagId CountsId => _isTiled ? TagId.TileByteCounts : TagId.StripByteCounts;

    private IfdBuilder Put(TagId id, TiffEntry entry)
    {
        Entries[id] = entry;
        return this;
    }
}

/// <summary>One entry as it will be written.</summary>
/// <param name="type">Its type.</param>
/// <param name="count">Its count.</param>
/// <param name="value">Little endian; null when the value is not of the builder's making.</param>
/// <param name="unitSize">Bytes that change their order together.</param>
internal sealed class TiffEntry(FieldType type, long count, byte[]? value, int unitSize)
{
    public FieldType Type => type;

    public long Count => count;

    public byte[]? Value => value;

    public int UnitSize => unitSize;

    public long ValueOffset { get; set; }

    public bool IsIndex { get; init; }

    public bool IsLate { get; set; }

    public byte[] InOrder(bool isBigEndian)
    {
        byte[] bytes = [.. value ?? []];
        for (int i = 0; isBigEndian && i < bytes.Length; i += unitSize)
        {
            bytes.AsSpan(i, unitSize).Reverse();
        }

        return bytes;
    }
}
