namespace Cog.Codecs.Lerc;

/// <summary>Reads a LERC blob from its start on, least significant byte first in any TIFF file; throws where it ends.</summary>
internal ref struct LercReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>Asked by those who read from it.</summary>
    public Interruption Interruption { get; init; } = Interruption.None;

    /// <summary>All that has not been read.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_position..];

    public byte Byte() => Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count > _bytes.Length - _position)
        {
            throw new InvalidTiffException($"LERC data: need {count} bytes at {_position}, have {_bytes.Length - _position}.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }

    public T Value<T>()
        where T : unmanaged
    {
        T value = MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));
        if (!BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(new Span<T>(ref value)).Reverse();
        }

        return value;
    }

    /// <summary>Reads one number of a type that is known only from the data.</summary>
    public double Number(LercDataType type) =>
        type switch
        {
            LercDataType.Int8 => (sbyte)Byte(),
            LercDataType.UInt8 => Byte(),
            LercDataType.Int16 => Int16(),
            LercDataType.UInt16 => (ushort)Int16(),
            LercDataType.Int32 => Int32(),
            LercDataType.UInt32 => UInt32(),
            LercDataType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Take(4)),
            LercDataType.Float64 => Double(),
            _ => throw new InvalidTiffException($"LERC data type {(int)type} is not one of 0 to 7."),
        };
}
