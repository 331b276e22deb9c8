using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>
/// Writes bits, the highest first, with a zero behind each byte of ones (ITU-T T.81 section F.1.2.3).
/// </summary>
internal sealed class BitWriter
{
    private const int WordBits = 64;
    private const ulong HighBits = 0x8080_8080_8080_8080;
    private const ulong LowBits = 0x0101_0101_0101_0101;

    private ulong _bits; // The low ones count, as many as are not free.
    private int _free = WordBits;

    /// <summary>Bytes written; bits that make no whole word are kept.</summary>
    public int Position { get; set; }

    /// <summary>Writes bits.</summary>
    /// <param name="output">Where <see cref="Position"/> counts from: twice the bytes that all bits make, and 16 more.</param>
    /// <param name="codes">What is written.</param>
    public void Put(Span<byte> output, ReadOnlySpan<CodeWord> codes)
    {
        ref byte start = ref MemoryMarshal.GetReference(output);
        ulong bits = _bits;
        int free = _free,
            position = Position;
        foreach (CodeWord code in codes)
        {
            free -= code.Count;
            if (free >= 0)
            {
                bits = (bits << code.Count) | code.Bits;
                continue;
            }

            // The rest of them is shifted out before the next word is written.
            ulong word = (bits << (code.Count + free)) | (code.Bits >> -free);
            bits = code.Bits;
            free += WordBits;

            // A byte of ones carries into the next when one is added to each: it alone, or one beside it, loses its high bit so.
            if ((word & HighBits & ~(word + LowBits)) != 0)
            {
                position = WriteStuffed(ref start, position, word);
            }
            else
            {
                Unsafe.WriteUnaligned(
                    ref Unsafe.Add(ref start, position),
                    BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word
                );
                position += sizeof(ulong);
            }
        }

        (_bits, _free, Position) = (bits, free, position);
    }

    /// <summary>Fills the last byte up with ones and writes what is left.</summary>
    /// <param name="output">At least 32 bytes of room.</param>
    public void Finish(Span<byte> output)
    {
        int padding = _free % 8;
        Put(output, [new((1u << padding) - 1, padding)]);
        for (int shift = WordBits - _free - 8; shift >= 0; shift -= 8)
        {
            byte value = (byte)(_bits >> shift);
            output[Position++] = value;
            if (value == 0xFF)
            {
                output[Position++] = 0;
            }
        }

        _free = WordBits;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteStuffed(ref byte output, int position, ulong word)
    {
        for (int shift = WordBits - 8; shift >= 0; shift -= 8)
        {
            byte value = (byte)(word >> shift);
            Unsafe.Add(ref output, position++) = value;
            if (value == 0xFF)
            {
                Unsafe.Add(ref output, position++) = 0;
            }
        }

        return position;
    }
}
