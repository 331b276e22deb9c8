using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Which coefficients of a block are coded, and as which symbols (ITU-T T.81 section F.1.2).</summary>
internal static class BlockSymbols
{
    private const byte No = 255; // None of this vector's: gives zero.

    /// <summary>Bits of a number's magnitude: its category (T.81 tables F.1 and F.2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int SizeOf(int value)
    {
        int sign = value >> 31; // No branch: half of all numbers are negative, and which ones nobody foresees.
        return 32 - int.LeadingZeroCount((value ^ sign) - sign);
    }

    /// <summary>The AC coefficients that are not zero, as bits by their place in coded order.</summary>
    /// <param name="block">64 coefficients, row after row.</param>
    public static ulong NonZeros(ReadOnlySpan<short> block) =>
        Vector128.IsHardwareAccelerated ? NonZerosVector(block) : NonZerosScalar(block);

    internal static ulong NonZerosScalar(ReadOnlySpan<short> block)
    {
        ulong bits = 0;
        for (int place = 1; place < ZigZag.BlockSize; place++)
        {
            bits |= block[ZigZag.NaturalOrder[place]] == 0 ? 0 : 1UL << place;
        }

        return bits;
    }

    // Coefficients are saturated to bytes, which are zero when they are; bytes are put in order; each becomes a bit.
    // csharpier-ignore
    internal static ulong NonZerosVector(ReadOnlySpan<short> block)
    {
        ref readonly short start = ref MemoryMarshal.GetReference(block[..ZigZag.BlockSize]);
        Vector128<byte> rows01 = Pack(in start, 0), rows23 = Pack(in start, 16), rows45 = Pack(in start, 32), rows67 = Pack(in start, 48);
        Vector128<byte> coded0 =
            Vector128.Shuffle(rows01, Vector128.Create(0, 1, 8, No, 9, 2, 3, 10, No, No, No, No, No, 11, 4, 5))
            | Vector128.Shuffle(rows23, Vector128.Create(No, No, No, 0, No, No, No, No, 1, 8, No, 9, 2, No, No, No))
            | Vector128.Shuffle(rows45, Vector128.Create(No, No, No, No, No, No, No, No, No, No, 0, No, No, No, No, No));
        Vector128<byte> coded1 =
            Vector128.Shuffle(rows01, Vector128.Create(12, No, No, No, No, No, No, No, No, No, 13, 6, 7, 14, No, No))
            | Vector128.Shuffle(rows23, Vector128.Create(No, 3, 10, No, No, No, No, No, 11, 4, No, No, No, No, 5, 12))
            | Vector128.Shuffle(rows45, Vector128.Create(No, No, No, 1, 8, No, 9, 2, No, No, No, No, No, No, No, No))
            | Vector128.Shuffle(rows67, Vector128.Create(No, No, No, No, No, 0, No, No, No, No, No, No, No, No, No, No));
        Vector128<byte> coded2 =
            Vector128.Shuffle(rows01, Vector128.Create(No, No, No, No, No, No, No, No, No, No, 15, No, No, No, No, No))
            | Vector128.Shuffle(rows23, Vector128.Create(No, No, No, No, No, No, No, No, 13, 6, No, 7, 14, No, No, No))
            | Vector128.Shuffle(rows45, Vector128.Create(3, 10, No, No, No, No, 11, 4, No, No, No, No, No, 5, 12, No))
            | Vector128.Shuffle(rows67, Vector128.Create(No, No, 1, 8, 9, 2, No, No, No, No, No, No, No, No, No, 3));
        Vector128<byte> coded3 =
            Vector128.Shuffle(rows23, Vector128.Create(No, No, No, No, No, 15, No, No, No, No, No, No, No, No, No, No))
            | Vector128.Shuffle(rows45, Vector128.Create(No, No, No, 13, 6, No, 7, 14, No, No, No, No, 15, No, No, No))
            | Vector128.Shuffle(rows67, Vector128.Create(10, 11, 4, No, No, No, No, No, 5, 12, 13, 6, No, 7, 14, 15));

        ulong zeros =
            Zeros(coded0) | ((ulong)Zeros(coded1) << 16) | ((ulong)Zeros(coded2) << 32) | ((ulong)Zeros(coded3) << 48);
        return ~(zeros | 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pack(ref readonly short start, nuint index) =>
        Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(in start, index), Vector128.LoadUnsafe(in start, index + 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Zeros(Vector128<byte> coded) => Vector128.Equals(coded, Vector128<byte>.Zero).ExtractMostSignificantBits();
}
