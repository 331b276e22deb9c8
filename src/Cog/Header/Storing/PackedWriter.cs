using System.Buffers;
using System.Text;

namespace Cog.Header.Storing;

/// <summary>Writes numbers in as few bytes as they need: LEB128 varints, seven bits a byte, lowest first.</summary>
internal sealed class PackedWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public int Length => _bytes.WrittenCount;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public void Byte(byte value) => Bytes([value]);

    public void Bytes(ReadOnlySpan<byte> value) => _bytes.Write(value);

    /// <summary>A number from 0 up.</summary>
    public void Unsigned(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Varint((ulong)value);
    }

    /// <summary>A number of either sign, small ones short: 0, -1, 1, -2, … become 0, 1, 2, 3, …</summary>
    public void Signed(long value) => Varint(unchecked((ulong)((value << 1) ^ (value >> 63))));

    /// <summary>A number from 0 up, or none.</summary>
    public void Optional(long? value) => Varint(value is { } number ? (ulong)number + 1 : 0);

    /// <summary>UTF-8 text, or none.</summary>
    public void Text(string? value)
    {
        byte[]? text = value is null ? null : Encoding.UTF8.GetBytes(value);
        Optional(text?.Length);
        Bytes(text);
    }

    private void Varint(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(10);
        int length = 0;
        for (; value > 0x7F; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
