using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.Deflate;

/// <summary>
/// The loop that inflating spends its time in: codes of one block, one after the other, as long as neither end of input nor of output is
/// near.
/// </summary>
/// <remarks>
/// <para>
/// The design is that of libdeflate (Eric Biggers, MIT licence): a bit buffer of 64 bits, filled without a branch by one load of 8 bytes;
/// tables whose entries hold all there is to know of a code (<see cref="InflateTables"/>); up to three entries of literals a turn; the
/// entry of the next code fetched before a match is copied. Beyond it, an entry may hold two literals, and a match's first 16 bytes are
/// written without asking whether it overlaps itself.
/// </para>
/// <para>
/// Unsafe, because checking each of these loads and stores costs a third of the speed. What makes it safe is decided once a turn, at its
/// head: a turn reads at most <see cref="InputMargin"/> bytes of input and writes at most <see cref="OutputMargin"/> of output, whatever
/// the data say, and begins only where both are left. Beside that, a table's index has no more bits than the table, which <see
/// cref="InflateTables"/> fills whole, and a match begins inside what has been written, which is checked.
/// </para>
/// </remarks>
internal static unsafe class InflateLoop
{
    /// <summary>The bit buffer is filled once before the first turn and at most twice a turn: two steps of 7 bytes, and a load of
    /// 8.</summary>
    public const int InputMargin = 32;

    /// <summary>Two entries of two literals, a match of 258 bytes, and what the last copy of 32 bytes writes past it.</summary>
    public const int OutputMargin = 320;

    private const int Vector = 16;

    // By distance, 0 to 16 and all beyond: of the 16 bytes that a match begins with, which of those at its origin each is.
    // csharpier-ignore
    private static ReadOnlySpan<byte> Origins =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
        0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
        0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
        0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 1, 2,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0, 1,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ];

    // How many of them are whole repetitions: behind so many, the same 16 bytes come again.
    private static ReadOnlySpan<byte> Periods => [0, 16, 16, 15, 16, 15, 12, 14, 16, 9, 10, 11, 12, 13, 14, 15, 16];

    /// <summary>Decodes codes until the block ends or a margin is reached.</summary>
    /// <param name="source">All of the input.</param>
    /// <param name="destination">All of the output, of which the first part is written.</param>
    /// <param name="tables">The block's, of <see cref="InflateTables.Size"/>.</param>
    /// <typeparam name="TLiterals">Whether those of the tables may stand for two: <see cref="OneLiteral"/> or <see
    /// cref="TwoLiterals"/>.</typeparam>
    /// <param name="limits">Where to stop: positions, past which a turn may run by its margins.</param>
    /// <param name="state">Where it stands; moved on.</param>
    public static InflateStop Run<TLiterals>(
        ReadOnlySpan<byte> source,
        Span<byte> destination,
        ReadOnlySpan<uint> tables,
        (int Source, int Destination) limits,
        ref InflateState state
    )
        where TLiterals : struct, ILiterals
    {
        if (tables.Length != InflateTables.Size)
        {
            throw new ArgumentException($"The tables have {tables.Length} entries, not {InflateTables.Size}.", nameof(tables));
        }

        int lastTurnFrom = Math.Min(limits.Source, source.Length - InputMargin),
            lastTurnTo = Math.Min(limits.Destination, destination.Length - OutputMargin);
        if (state.Read < 0 || state.Read >= lastTurnFrom || state.Written < 0 || state.Written >= lastTurnTo)
        {
            return InflateStop.Margin;
        }

        fixed (
            byte* input = source,
                output = destination
        )
        fixed (uint* table = tables)
        {
            var position = new Position
            {
                Input = input,
                InputEnd = input + lastTurnFrom,
                Output = output,
                OutputEnd = output + lastTurnTo,
            };
            return Run<TLiterals>(position, table, ref state);
        }
    }

    [SkipLocalsInit]
    private static InflateStop Run<TLiterals>(in Position position, uint* literals, ref InflateState state)
        where TLiterals : struct, ILiterals
    {
        // What is used in every turn stands in locals, that is in registers. Of `count`, which counts the bits in the buffer, only the low
        // six bits mean anything: entries are taken from it with all else that they hold.
        byte* from = position.Input + state.Read;
        byte* fromEnd = position.InputEnd;
        byte* to = position.Output + state.Written;
        byte* toEnd = position.OutputEnd;
        byte* start = position.Output;
        ulong bits = state.Bits;
        uint count = (uint)state.BitCount;
        InflateStop stop = InflateStop.Margin;

        Fill(ref from, ref bits, ref count);
        uint entry = literals[(uint)bits & InflateTables.LiteralMask];
        do
        {
            // At the head of a turn there are at least 56 bits. Two entries of literals take 22, a length with its extra bits 20 more.
            ulong code = Take(entry, ref bits, ref count);
            if ((int)entry < 0)
            {
                entry = Write<TLiterals>(entry, literals, bits, ref to);
                code = Take(entry, ref bits, ref count);
                if ((int)entry < 0)
                {
                    entry = Write<TLiterals>(entry, literals, bits, ref to);
                    code = Take(entry, ref bits, ref count);
                    if ((int)entry < 0)
                    {
                        entry = Write<TLiterals>(entry, literals, bits, ref to);
                        Fill(ref from, ref bits, ref count);
                        continue;
                    }
                }
            }

            if ((entry & InflateTables.IsSpecial) != 0)
            {
                if ((entry & InflateTables.IsSubtable) != 0)
                {
                    entry = literals[(entry >> InflateTables.ValueShift) + (uint)Low(bits, (entry >> 8) & 15)];
                    code = Take(entry, ref bits, ref count);
                    if ((int)entry < 0)
                    {
                        entry = Write<TLiterals>(entry, literals, bits, ref to);
                        Fill(ref from, ref bits, ref count);
                        continue;
                    }
                }

                if ((entry & InflateTables.IsSpecial) != 0)
                {
                    stop = (entry & InflateTables.IsEnd) != 0 ? InflateStop.EndOfBlock : InflateStop.NoSuchCode;
                    break;
                }
            }

            uint length = (entry >> InflateTables.ValueShift) + (uint)(Low(code, entry) >> (int)(entry >> 8));

            // At least 14 bits are left, of which the table takes 8. The distance and the next entry's index take at most 15 + 13 + 11.
            entry = literals[InflateTables.DistanceStart + ((uint)bits & InflateTables.DistanceMask)];
            Fill(ref from, ref bits, ref count);
            if ((entry & InflateTables.IsSpecial) != 0)
            {
                if ((entry & InflateTables.IsSubtable) == 0)
                {
                    stop = InflateStop.NoSuchCode;
                    break;
                }

                bits >>= InflateTables.DistanceBits;
                count -= InflateTables.DistanceBits;
                entry = literals[(entry >> InflateTables.ValueShift) + (uint)Low(bits, (entry >> 8) & 15)];
                if ((entry & InflateTables.IsSpecial) != 0)
                {
                    stop = InflateStop.NoSuchCode;
                    break;
                }
            }

            code = Take(entry, ref bits, ref count);
            uint distance = (entry >> InflateTables.ValueShift) + (uint)(Low(code, entry) >> (int)(entry >> 8));
            if (distance > (ulong)(to - start))
            {
                stop = InflateStop.TooFarBack;
                break;
            }

            // The next entry's load and the copy wait for nothing of each other.
            entry = literals[(uint)bits & InflateTables.LiteralMask];
            Fill(ref from, ref bits, ref count);

            // The first 16 bytes, the same way whether or not the match reads what it writes; few are longer. What is found behind `to`,
            // where it does, is not used.
            byte* match = to - distance;
            byte* end = to + length;
            uint near = Vector + ((distance - Vector) & (uint)((int)(distance - Vector) >> 31));
            Vector128<byte> pattern = Vector128.ShuffleNative(
                Vector128.Load(match),
                Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Origins), near * Vector)
            );
            pattern.Store(to);
            if (length > Vector)
            {
                nuint step = Unsafe.Add(ref MemoryMarshal.GetReference(Periods), near);
                to += step;
                if (distance >= Vector)
                {
                    do
                    {
                        Vector128.Load(match + Vector).Store(to);
                        Vector128.Load(match + (2 * Vector)).Store(to + Vector);
                        match += 2 * Vector;
                        to += 2 * Vector;
                    } while (to < end);
                }
                else
                {
                    do
                    {
                        pattern.Store(to);
                        to += step;
                    } while (to < end);
                }
            }

            to = end;
        } while (from < fromEnd && to < toEnd);

        // Whole bytes go back.
        count &= 63;
        state.Read = (int)(from - position.Input) - (int)(count >> 3);
        state.BitCount = (int)(count & 7);
        state.Bits = bits;
        state.Written = (int)(to - position.Output);
        return stop;
    }

    /// <summary>
    /// Adds whole bytes: 56 to 63 bits are then there. What the load finds beyond those is the same again next time, so it does no harm.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(ref byte* from, ref ulong bits, ref uint count)
    {
        ulong word = Unsafe.ReadUnaligned<ulong>(from);
        bits |= (BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word)) << (int)count;
        from += (~count >> 3) & 7;
        count |= 56;
    }

    /// <summary>Writes an entry of literals, and fetches the entry behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Write<TLiterals>(uint entry, uint* literals, ulong bits, ref byte* to)
        where TLiterals : struct, ILiterals
    {
        TLiterals.Put(entry, ref to);
        return literals[(uint)bits & InflateTables.LiteralMask];
    }

    /// <summary>Takes an entry's code, and the extra bits behind it, from the buffer: its low six bits say how many.</summary>
    /// <returns>The buffer as it was, in which they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Take(uint entry, ref ulong bits, ref uint count)
    {
        ulong code = bits;
        bits >>= (int)entry;
        count -= entry;
        return code;
    }

    /// <summary>The low bits; their number stands in the low 6 bits, and bits 6 and 7 are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Low(ulong bits, uint count) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, count) : bits & ~(ulong.MaxValue << (int)count);

    private ref struct Position
    {
        public byte* Input;
        public byte* InputEnd;
        public byte* Output;
        public byte* OutputEnd;
    }
}
