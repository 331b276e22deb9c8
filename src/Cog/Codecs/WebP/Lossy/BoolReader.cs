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

    /// <summary>Behind the last byte: <see cref="BoolState"/> asks for it.</summary>
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

    /// <summary>Bits of <see cref="Value"/> below those that the next decision looks at; negative when some are missing.</summary>
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
            Fill(end);
        }

        return Decide(probability);
    }

    // There are bits enough.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Decide(uint probability)
    {
        uint split = (Range * probability) >> 8;
        if ((uint)(Value >> Bits) > split)
        {
            Value -= (ulong)(split + 1) << Bits;
            Normalize(Range - split);
            return true;
        }

        Normalize(split + 1);
        return false;
    }

    /// <summary>Reads a bit, and looks its probability up at the last moment: one thing less to keep while bytes come in.</summary>
    /// <param name="probability">Where it stands.</param>
    /// <param name="end">Behind the partition's last byte.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(byte* probability, byte* end)
    {
        if (Bits < 0)
        {
            Fill(end);
        }

        return Decide(*probability);
    }

    /// <summary>Reads a sign: the value, or its negative. Both are equally likely, so neither is guessed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadSign(int value, byte* end)
    {
        if (Bits < 0)
        {
            Fill(end);
        }

        uint split = Range >> 1;
        int mask = (int)(split - (uint)(Value >> Bits)) >> 31;
        Value -= (ulong)((split + 1) & (uint)mask) << Bits;
        Range = (Range + (uint)mask) | 1; // Half a range is always one bit, but for that of a partition's first decision.
        Bits--;
        return (value ^ mask) - mask;
    }

    // The range becomes one of 128 to 255 again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Normalize(uint range)
    {
        int shift = BitOperations.LeadingZeroCount(range) - 24;
        Range = (range << shift) - 1;
        Bits -= shift;
    }

    // By values alone: whoever's address is taken does not stand in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill(byte* end)
    {
        (ulong value, nint from, int bits) = Filled(Value, From, Bits, end);
        Value = value;
        From = (byte*)from;
        Bits = bits;
    }

    // Behind the end are zeros. That they were needed is kept by a position past it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (ulong Value, nint From, int Bits) Filled(ulong value, byte* from, int bits, byte* end)
    {
        if (end - from >= sizeof(ulong))
        {
            ulong bytes = BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(from));
            return ((value << 56) | (bytes >> 8), (nint)(from + 7), bits + 56);
        }

        if (from < end)
        {
            return ((value << 8) | *from, (nint)(from + 1), bits + 8);
        }

        return from == end ? (value << 8, (nint)(from + 1), bits + 8) : (value, (nint)from, 0);
    }
}
