using System.Runtime.Intrinsics;

namespace Cog.Codecs;

/// <summary>LZW, Compression = 5 (TIFF 6.0 section 13).</summary>
/// <remarks>
/// Codes of 9 to 12 bits: 0-255 a byte, 256 Clear, 257 end of information, from 258 on the table. Every code but the first after a Clear
/// adds an entry: the string before it and its own first byte. Those two stand side by side in the output, so an entry is a position there
/// and a length, and no string is ever built.
/// </remarks>
internal sealed class LzwCodec : IBlockCodec
{
    private const int Clear = 256;
    private const int EndOfInformation = 257;
    private const int FirstEntry = 258;
    private const int TableSize = 4096;

    /// <summary>
    /// The order of bits, and the entry at which a code grows: what tells TIFF 6.0 from the "compatible" LZW of TIFF 5.0's time.
    /// </summary>
    private interface ICodeOrder
    {
        /// <summary>A width of n bits serves until the table holds 2^n entries less this.</summary>
        static abstract int EarlyChange { get; }

        static abstract ulong Read(ref byte source);

        static abstract ulong Append(ulong bits, ulong word, int count);

        static abstract int Peek(ulong bits, int width);

        static abstract ulong Skip(ulong bits, int width);
    }

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        // A stream opens with Clear: 80 0x in TIFF 6.0's order of bits; 00 and an odd byte in the other, which libtiff knows by the same
        // test.
        bool isOldStyle = source is [0, var second, ..] && (second & 1) == 1;
        int written = isOldStyle
            ? Decode<LowBitFirst>(source, destination, layout.Interruption)
            : Decode<HighBitFirst>(source, destination, layout.Interruption);

        if (written < destination.Length)
        {
            throw new InvalidTiffException($"The LZW block decodes to {written} bytes, expected {destination.Length}.");
        }
    }

    // Pointers, because a string lies in either of two places, the output or the 256 single bytes, and the copy must not ask which. Every
    // entry is made from what this call has written, so it lies inside the output; strings are copied 16 bytes at a time only where 16
    // bytes past their end are still output.
    [SkipLocalsInit]
    private static unsafe int Decode<TOrder>(ReadOnlySpan<byte> source, Span<byte> destination, Interruption interruption)
        where TOrder : struct, ICodeOrder
    {
        byte** starts = stackalloc byte*[TableSize];
        ushort* lengths = stackalloc ushort[TableSize];
        byte* singles = stackalloc byte[256 + 16];

        for (int i = 0; i < 256; i++)
        {
            singles[i] = (byte)i;
            starts[i] = singles + i;
            lengths[i] = 1;
        }

        fixed (byte* output = destination)
        {
            byte* end = output + destination.Length;
            var state = new State
            {
                To = output,
                Next = FirstEntry,
                Width = 9,
                GrowAt = (1 << 9) - TOrder.EarlyChange,
            };
            while (state.To < end && !state.IsEnded)
            {
                interruption.ThrowIfRequested();
                byte* pause = end - state.To > Interruption.Interval ? state.To + Interruption.Interval : end;
                DecodePart<TOrder>(source, starts, lengths, new(pause, end), ref state);
            }

            return (int)(state.To - output);
        }
    }

    // Up to the next Clear, the one code that writes nothing, or so many bytes: a call inside the loop would cost all of it a fifth of its
    // speed.
    private static unsafe void DecodePart<TOrder>(ReadOnlySpan<byte> source, byte** starts, ushort* lengths, Room room, ref State state)
        where TOrder : struct, ICodeOrder
    {
        ref byte input = ref Unsafe.AsRef(in source.GetPinnableReference());
        byte* pause = room.Pause;
        byte* end = room.End;
        byte* fastEnd = end - 16;
        byte* to = state.To;
        byte* previous = state.Previous;
        int previousLength = state.PreviousLength,
            next = state.Next,
            width = state.Width,
            growAt = state.GrowAt,
            position = state.Position,
            bitCount = state.BitCount;
        ulong bits = state.Bits;

        while (to < pause)
        {
            if (bitCount < width)
            {
                if (source.Length - position >= sizeof(ulong))
                {
                    // Whole bytes only: what is read of the next byte as well is read again, to the same bits.
                    bits = TOrder.Append(bits, TOrder.Read(ref Unsafe.Add(ref input, position)), bitCount);
                    position += (63 - bitCount) >> 3;
                    bitCount |= 56;
                }
                else
                {
                    for (; bitCount <= 56 && position < source.Length; bitCount += 8)
                    {
                        ulong word = TOrder.EarlyChange == 1 ? (ulong)source[position++] << 56 : source[position++];
                        bits = TOrder.Append(bits, word, bitCount);
                    }

                    if (bitCount < width)
                    {
                        state.IsEnded = true;
                        break;
                    }
                }
            }

            int code = TOrder.Peek(bits, width);
            bits = TOrder.Skip(bits, width);
            bitCount -= width;

            if ((code & ~1) == Clear)
            {
                state.IsEnded = code == EndOfInformation;
                previous = null;
                next = FirstEntry;
                width = 9;
                growAt = (1 << 9) - TOrder.EarlyChange;
                break;
            }

            // The new entry's last byte is the first of this string, about to be written: so a code may name the entry it makes itself.
            // A full table stays as it is until the next Clear.
            int added = next;
            if (previous != null && next < TableSize)
            {
                starts[next] = previous;
                lengths[next] = (ushort)(previousLength + 1);
                next++;

                if (next >= growAt && width < 12)
                {
                    width++;
                    growAt = (1 << width) - TOrder.EarlyChange;
                }
            }

            if (code >= next)
            {
                throw new InvalidTiffException($"LZW code {code} at byte {position} is not in the table, which ends at {next - 1}.");
            }

            byte* from = starts[code];
            int length = lengths[code];

            if (length <= fastEnd - to)
            {
                Vector128.Load(from).Store(to);
                for (int i = 16; i < length; i += 16)
                {
                    Vector128.Load(from + i).Store(to + i);
                }

                if (code == added)
                {
                    to[length - 1] = to[0];
                }
            }
            else
            {
                length = (int)Math.Min(length, end - to);
                for (int i = 0; i < length; i++)
                {
                    to[i] = from[i];
                }
            }

            previous = to;
            previousLength = length;
            to += length;
        }

        state.To = to;
        state.Previous = previous;
        state.PreviousLength = previousLength;
        state.Next = next;
        state.Width = width;
        state.GrowAt = growAt;
        state.Position = position;
        state.BitCount = bitCount;
        state.Bits = bits;
    }

    /// <summary>Where a part ends, and the output.</summary>
    private readonly unsafe struct Room(byte* pause, byte* end)
    {
        public byte* Pause { get; } = pause;

        public byte* End { get; } = end;
    }

    /// <summary>What goes on from one part to the next.</summary>
    private unsafe struct State
    {
        public byte* To;
        public byte* Previous;
        public int PreviousLength;
        public int Next;
        public int Width;
        public int GrowAt;
        public int Position;
        public int BitCount;
        public ulong Bits;
        public bool IsEnded;
    }

    private readonly struct HighBitFirst : ICodeOrder
    {
        // The encoder of TIFF 6.0 widens one entry too soon, and so must a decoder (section 13, "the decompressor…511").
        public static int EarlyChange => 1;

        public static ulong Read(ref byte source)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(ref source);
            return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
        }

        public static ulong Append(ulong bits, ulong word, int count) => bits | (word >> count);

        public static int Peek(ulong bits, int width) => (int)(bits >> (64 - width));

        public static ulong Skip(ulong bits, int width) => bits << width;
    }

    private readonly struct LowBitFirst : ICodeOrder
    {
        public static int EarlyChange => 0;

        public static ulong Read(ref byte source)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(ref source);
            return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
        }

        public static ulong Append(ulong bits, ulong word, int count) => bits | (word << count);

        public static int Peek(ulong bits, int width) => (int)(bits & ((1UL << width) - 1));

        public static ulong Skip(ulong bits, int width) => bits >> width;
    }
}
