namespace Cog.Codecs.WebP.Lossless;

/// <summary>
/// A VP8L stream bit by bit, the lowest of each byte first (WebP lossless specification, section 2); zeros follow its end.
/// </summary>
/// <param name="data">The stream.</param>
/// <param name="interruption">For those who read it.</param>
internal ref struct LosslessBits(ReadOnlySpan<byte> data, Interruption interruption)
{
    /// <summary>After <see cref="Fill"/> there are so many at least.</summary>
    public const int Filled = 56;

    /// <summary>What is decoded.</summary>
    public readonly ReadOnlySpan<byte> Data = data;

    /// <summary>Asked from time to time.</summary>
    public readonly Interruption Interruption = interruption;

    /// <summary>Those next in the stream, the first lowest. Bits above <see cref="Count"/> are the stream's as well, or zero.</summary>
    public ulong Buffer;

    /// <summary>How many of them count.</summary>
    public int Count;

    /// <summary>The next byte to come into the buffer; may lie behind the end.</summary>
    public int Position;

    /// <summary>Reads a number.</summary>
    /// <param name="count">Its bits, 32 at most.</param>
    public uint Read(int count)
    {
        if (Count < count)
        {
            Fill();
        }

        uint value = (uint)(Buffer & ((1UL << count) - 1));
        Buffer >>= count;
        Count -= count;
        return value;
    }

    /// <summary>Reads one bit.</summary>
    public bool ReadFlag() => Read(1) != 0;

    /// <summary>Makes the buffer as full as it gets by bytes.</summary>
    public void Fill()
    {
        if (Position <= Data.Length - sizeof(ulong))
        {
            Buffer |= BinaryPrimitives.ReadUInt64LittleEndian(Data[Position..]) << Count;
            Position += (63 - Count) >> 3;
            Count |= Filled;
            return;
        }

        FillAtEnd();
    }

    private void FillAtEnd()
    {
        for (; Count < Filled; Position++, Count += 8)
        {
            if (Position < Data.Length)
            {
                Buffer |= (ulong)Data[Position] << Count;
            }
        }

        ThrowIfPastEnd();
    }

    /// <summary>Refuses a stream of which more bits were taken than it has.</summary>
    public readonly void ThrowIfPastEnd()
    {
        if ((8L * Position) - Count > 8L * Data.Length)
        {
            throw new InvalidTiffException($"The lossless WebP stream of {Data.Length} bytes ends before its pixels do.");
        }
    }
}
