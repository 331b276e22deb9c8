using System.Buffers;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Bytes that are written one after the other, in pooled memory that grows.</summary>
internal sealed class PooledOutput(int capacity) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    /// <summary>Room for at least <paramref name="count"/> more; <see cref="Advance"/> says how much was taken.</summary>
    public Span<byte> Room(int count)
    {
        if (_bytes.Length - _length < count)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(
                checked((int)Math.Min(Math.Max(2L * _bytes.Length, (long)_length + count), Array.MaxLength))
            );
            _bytes.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }

    /// <summary>Keeps the first bytes of the room.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Writes bytes.</summary>
    public void Write(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Advance(bytes.Length);
    }

    /// <summary>What was written, copied.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
