using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>The boolean entropy decoder of VP8 (RFC 6386 section 7), on one partition.</summary>
/// <remarks>
/// Unsafe so that its four fields stand in registers where much is read: a copy is taken, read with, and put back. Whoever makes one keeps
/// the partition pinned. It reads no byte at or behind <see cref="_end"/>.
/// </remarks>
internal unsafe struct BoolReader
{
    private readonly byte* _end;
    private BoolState _state;

    /// <summary>Reads from the first byte of a partition on.</summary>
    /// <param name="start">Pinned.</param>
    /// <param name="length">Bytes.</param>
    public BoolReader(byte* start, int length)
    {
        _end = start + length;
        _state = new()
        {
            From = start,
            Range = 254,
            Bits = -8,
        };
    }

    /// <summary>Whether more was read than is there.</summary>
    public readonly bool IsPastEnd => _state.From > _end;

    /// <summary>Behind the last byte, for <see cref="BoolState.Read"/>.</summary>
    public readonly byte* End => _end;

    /// <summary>Where it stands.</summary>
    public BoolState State
    {
        readonly get => _state;
        set => _state = value;
    }

    /// <summary>Reads a bit that is zero with a probability of so many 256ths.</summary>
    public bool ReadBit(int probability) => _state.Read((uint)probability, _end);

    /// <summary>Reads a bit that is as likely zero as one.</summary>
    public bool ReadFlag() => ReadBit(128);

    /// <summary>Reads a number, its highest bit first.</summary>
    public int ReadNumber(int bits)
    {
        int value = 0;
        for (; bits > 0; bits--)
        {
            value = (value << 1) | (ReadFlag() ? 1 : 0);
        }

        return value;
    }

    /// <summary>Reads a number, then its sign.</summary>
    public int ReadSigned(int bits)
    {
        int value = ReadNumber(bits);
        return ReadFlag() ? -value : value;
    }

    /// <summary>Reads whether there is a number, and if so the number and its sign; zero otherwise.</summary>
    public int ReadOptional(int bits) => ReadFlag() ? ReadSigned(bits) : 0;
}

/// <summary>Where a <see cref="BoolReader"/> stands.</summary>
/// <remarks>The numbers are kept as libwebp keeps them, so that a stream which no encoder wrote (a value not below the range) becomes what
/// libwebp makes of it.</remarks>
internal unsafe struct BoolState
{
    /// <summary>Bits of the partition, as many as were needed, and <see cref="Bits"/> more.</summary>
    public ulong Value;

    /// <summary>The next byte to come in.</summary>
    public byte* From;

    /// <summary>Bits of <see cref="Value"/> below those that the next decision looks at; below zero when some of these are missing.</summary>
    public int Bits;

    /// <summary>One less than the range of section 7.3: 127 to 254.</summary>
    public uint Range;

    /// <summary>Reads a bit.</summary>
    /// <param name="probability">Of a zero, in 256ths.</param>
    /// <param name="end">Behind the partition's last byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(uint probability, byte* end)
    {
        if (Bits < 0)
        {
            this = Fill(this, end);
        }

        uint split = (Range * probability) >> 8;
        bool bit = (uint)(Value >> Bits) > split;
        uint range;
        if (bit)
        {
            range = Range - split;
            Value -= (ulong)(split + 1) << Bits;
        }
        else
        {
            range = split + 1;
        }

        int shift = BitOperations.LeadingZeroCount(range) - 24;
        Range = (range << shift) - 1;
        Bits -= shift;
        return bit;
    }

    /// <summary>Reads a sign: the value, or its negative. Both are equally likely, so neither is guessed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadSign(int value, byte* end)
    {
        if (Bits < 0)
        {
            this = Fill(this, end);
        }

        uint split = Range >> 1;
        int mask = (int)(split - (uint)(Value >> Bits)) >> 31;
        Value -= (ulong)((split + 1) & (uint)mask) << Bits;
        Range = (Range + (uint)mask) | 1; // Half a range is always one bit, but for that of a partition's first decision.
        Bits--;
        return (value ^ mask) - mask;
    }

    // Behind the end are zeros. That they were needed is kept by a position past it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BoolState Fill(BoolState state, byte* end)
    {
        if (end - state.From >= sizeof(ulong))
        {
            ulong bytes = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(state.From));
            state.Value = (state.Value << 56) | (bytes >> 8);
            state.From += 7;
            state.Bits += 56;
        }
        else if (state.From < end)
        {
            state.Value = (state.Value << 8) | *state.From++;
            state.Bits += 8;
        }
        else if (state.From == end)
        {
            state.Value <<= 8;
            state.From++;
            state.Bits += 8;
        }
        else
        {
            state.Bits = 0;
        }

        return state;
    }
}
