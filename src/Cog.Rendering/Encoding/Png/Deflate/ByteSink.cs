using System.Buffers;
using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Bytes and bits written one behind the other, into rented memory that grows.</summary>
internal sealed class ByteSink(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>How many bytes are there.</summary>
    public int Length { get; private set; }

    /// <summary>What is there; valid until more is written.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void WriteBigEndian(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Room(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    /// <summary>Memory behind what is there, at least so much.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - Length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(
                checked((int)Math.Min(Math.Max(2L * _bytes.Length, (long)Length + count), Array.MaxLength))
            );
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Takes what was put into <see cref="Room"/>.</summary>
    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
