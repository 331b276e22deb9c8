using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png.Deflate;

/// <summary>Bits into bytes, the first one lowest (RFC 1951 section 3.1.1).</summary>
/// <param name="to">Room for all of them and 8 bytes more.</param>
/// <param name="pending">What of an earlier one was less than a byte.</param>
internal ref struct BitWriter(Span<byte> to, (ulong Bits, int Count) pending)
{
    private readonly Span<byte> _to = to;
    private ulong _bits = pending.Bits;
    private int _count = pending.Count;

    /// <summary>Whole bytes, after <see cref="Flush"/>.</summary>
    public int Length { get; private set; }

    /// <summary>What is less than a byte, after <see cref="Flush"/>.</summary>
    public readonly (ulong Bits, int Count) Pending => (_bits, _count);

    /// <summary>Adds bits, at most 56 between two calls of <see cref="Flush"/>.</summary>
    public void Add(uint bits, int count)
    {
        _bits |= (ulong)bits << _count;
        _count += count;
    }

    /// <summary>Writes the whole bytes.</summary>
    public void Flush()
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_to[Length..], _bits);
        Length += _count >> 3;
        _bits >>= _count & ~7;
        _count &= 7;
    }
}
