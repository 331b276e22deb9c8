namespace Cog.Codecs.Jpeg.Huffman;

/// <summary>Reads bits, most significant first, from entropy-coded data whose byte stuffing is undone.</summary>
/// <remarks>
/// Past the end it reads zeros for ever, so no step of a decoder has to ask; whoever decodes calls <see cref="ThrowIfOverrun"/> once a row.
/// </remarks>
/// <param name="data">The data, with <see cref="Padding"/> zero bytes behind it.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal ref struct BitReader(ReadOnlySpan<byte> data)
{
    /// <summary>Zero bytes that must follow the data.</summary>
    public const int Padding = sizeof(ulong);

    private readonly ref readonly byte _start = ref MemoryMarshal.GetReference(data);
    private readonly int _length = data.Length - Padding;
    private long _position; // Of the next byte to load; the low bits of _bits may already hold some of its bits.
    private ulong _bits; // The next bit is the highest.
    private int _count; // How many bits of _bits are accounted for.

    /// <summary>
    /// The bits at hand, the next one highest. Innermost loops keep these two in variables, and put them back before any other call.
    /// </summary>
    public readonly ulong Bits => _bits;

    /// <summary>How many of <see cref="Bits"/> are accounted for; the ones below are right, but will be loaded again.</summary>
    public readonly int Count => _count;

    /// <summary>Puts back <see cref="Bits"/> and <see cref="Count"/>, shifted and lessened by what was used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(ulong bits, int count)
    {
        _bits = bits;
        _count = count;
    }

    /// <summary>Makes at least 32 bits ready: enough for a code and its extra bits, at most 16 + 15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill()
    {
        if (_count < 32)
        {
            Load(ref _bits, ref _count);
        }
    }

    /// <summary>Loads bytes until at least 56 bits are at hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(ref ulong bits, ref int count)
    {
        if (_position <= _length)
        {
            // Not a span: the comparison above already bounds the eight bytes, padding included, and this is the innermost loop.
            ulong next = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in _start), (nint)_position));
            bits |= (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(next) : next) >> count;
        }

        // Whole bytes are moved past; bits of the next one are loaded as well, and loaded again, the same, by the next call.
        _position += (63 - count) >> 3;
        count |= 56;
    }

    /// <summary>The next bits, not consumed; after <see cref="Fill"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Peek(int count) => (int)(_bits >> (64 - count));

    /// <summary>Moves past bits that were made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count)
    {
        _bits <<= count;
        _count -= count;
    }

    /// <summary>Reads up to 16 bits that were made ready; none is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int count)
    {
        int value = (int)((_bits >> 1) >> (63 - count));
        Skip(count);
        return value;
    }

    /// <summary>Reads the symbol of the next code; at most 16 bits, which were made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadSymbol(HuffmanTable table)
    {
        int entry = table.Symbols[Peek(HuffmanTable.LookupBits)];
        int length = entry >> 8;
        int symbol = entry & 255;
        if (length == 0)
        {
            symbol = table.FindLongSymbol(Peek(16), out length);
        }

        Skip(length);
        return symbol;
    }

    /// <summary>Fails when more bits were used than there are.</summary>
    public readonly void ThrowIfOverrun()
    {
        if ((_position * 8) - _count > _length * 8L)
        {
            throw new InvalidTiffException($"JPEG data ends early: {_length} bytes of it, and more are needed.");
        }
    }
}
