namespace Cog.Tiff;

/// <summary>Reads numbers of either byte order from a run of bytes; never past its end.</summary>
internal readonly ref struct EndianReader(ReadOnlySpan<byte> bytes, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public ushort ReadUInt16(int offset)
    {
        ReadOnlySpan<byte> value = Slice(offset, sizeof(ushort));
        return isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(value) : BinaryPrimitives.ReadUInt16LittleEndian(value);
    }

    public uint ReadUInt32(int offset)
    {
        ReadOnlySpan<byte> value = Slice(offset, sizeof(uint));
        return isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value);
    }

    public ulong ReadUInt64(int offset)
    {
        ReadOnlySpan<byte> value = Slice(offset, sizeof(ulong));
        return isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(value) : BinaryPrimitives.ReadUInt64LittleEndian(value);
    }

    /// <summary>Reads an offset or a count of 2, 4 or 8 bytes.</summary>
    /// <exception cref="InvalidTiffException">Past the end, or 2^63 and more.</exception>
    public long ReadUnsigned(int offset, int size) =>
        size switch
        {
            sizeof(ushort) => ReadUInt16(offset),
            sizeof(uint) => ReadUInt32(offset),
            _ => ReadUInt64(offset) switch
            {
                <= long.MaxValue and ulong value => (long)value,
                ulong value => throw new InvalidTiffException($"The number {value} is beyond any file."),
            },
        };

    private ReadOnlySpan<byte> Slice(int offset, int length) =>
        offset >= 0 && offset <= _bytes.Length - length
            ? _bytes.Slice(offset, length)
            : throw new InvalidTiffException($"Need {length} bytes at {offset}, have {Math.Max(0, _bytes.Length - offset)}.");
}
