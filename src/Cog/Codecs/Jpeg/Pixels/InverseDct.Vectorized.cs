using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Cog.Codecs.Jpeg.Pixels.DctFactors;

namespace Cog.Codecs.Jpeg.Pixels;

// One lane a column, then one lane a row. AVX2 does both blocks of a pair at once, one in each 128 bits; otherwise one after the other.
// Bit for bit the same as Transform: the same sums of the same products, in 32 bits.
internal static partial class InverseDct
{
    /// <summary>Transforms both blocks of a pair.</summary>
    /// <param name="coefficients">The pair.</param>
    /// <param name="samples">Receives 8 rows of 8 for each block.</param>
    /// <param name="first">Where the first block goes.</param>
    /// <param name="second">Where the second block goes.</param>
    public static void TransformPair(ReadOnlySpan<short> coefficients, Span<byte> samples, BlockTarget first, BlockTarget second)
    {
        if (Avx2.IsSupported)
        {
            TransformPairWide(coefficients, samples, first, second);
        }
        else
        {
            TransformOne(coefficients, samples, first);
            TransformOne(coefficients[8..], samples, second);
        }
    }

    /// <summary>With 256 bits; where AVX2 is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)] // So that the JIT spends its budget of inlining on what is called from here.
    internal static void TransformPairWide(ReadOnlySpan<short> coefficients, Span<byte> samples, BlockTarget first, BlockTarget second)
    {
        LaneRows<Vector256<short>> rows = Transformation<Avx2Lanes, Vector256<short>, Vector256<int>>.Transform(coefficients);
        Store(samples, first, rows.R0.GetLower(), rows.R1.GetLower(), rows.R2.GetLower(), rows.R3.GetLower());
        Store(samples, second, rows.R0.GetUpper(), rows.R1.GetUpper(), rows.R2.GetUpper(), rows.R3.GetUpper());
    }

    /// <summary>One block with 128 bits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void TransformOne(ReadOnlySpan<short> coefficients, Span<byte> samples, BlockTarget target)
    {
        LaneRows<Vector128<short>> rows = Transformation<PortableLanes, Vector128<short>, Vector128<int>>.Transform(coefficients);
        Store(samples, target, rows.R0, rows.R1, rows.R2, rows.R3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Span<byte> samples,
        BlockTarget target,
        Vector128<short> rows01,
        Vector128<short> rows23,
        Vector128<short> rows45,
        Vector128<short> rows67
    )
    {
        // One check, of the last row, bounds all eight: offsets and strides are never negative.
        ref byte start = ref MemoryMarshal.GetReference(samples.Slice(target.Offset, (7 * target.Stride) + 8));
        StoreTwoRows(ref start, target.Stride, rows01);
        StoreTwoRows(ref Unsafe.Add(ref start, 2 * target.Stride), target.Stride, rows23);
        StoreTwoRows(ref Unsafe.Add(ref start, 4 * target.Stride), target.Stride, rows45);
        StoreTwoRows(ref Unsafe.Add(ref start, 6 * target.Stride), target.Stride, rows67);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwoRows(ref byte start, int stride, Vector128<short> rows)
    {
        rows.AsByte().GetLower().StoreUnsafe(ref start);
        rows.AsByte().GetUpper().StoreUnsafe(ref Unsafe.Add(ref start, stride));
    }

    private static class Transformation<TLanes, TShorts, TInts>
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        // Two rows of samples in each of R0-R3.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static LaneRows<TShorts> Transform(ReadOnlySpan<short> coefficients)
        {
            // The last row ends here; below, only rows 0-7 are loaded.
            ref readonly short start = ref MemoryMarshal.GetReference(
                coefficients[..((7 * BlockPair.RowStride) + Unsafe.SizeOf<TShorts>() / sizeof(short))]
            );

            LaneRows<TShorts> rows;
            rows.R0 = TLanes.Load(in start, 0);
            rows.R1 = TLanes.Load(in start, BlockPair.RowStride);
            rows.R2 = TLanes.Load(in start, 2 * BlockPair.RowStride);
            rows.R3 = TLanes.Load(in start, 3 * BlockPair.RowStride);
            rows.R4 = TLanes.Load(in start, 4 * BlockPair.RowStride);
            rows.R5 = TLanes.Load(in start, 5 * BlockPair.RowStride);
            rows.R6 = TLanes.Load(in start, 6 * BlockPair.RowStride);
            rows.R7 = TLanes.Load(in start, 7 * BlockPair.RowStride);

            TransformLanes(ref rows, ColumnShift);

            LaneRows<TShorts>.Transpose<TLanes, TInts>(ref rows);

            TransformLanes(ref rows, RowShift);

            rows.R0 = TLanes.PackSamples(rows.R0, rows.R1);
            rows.R1 = TLanes.PackSamples(rows.R2, rows.R3);
            rows.R2 = TLanes.PackSamples(rows.R4, rows.R5);
            rows.R3 = TLanes.PackSamples(rows.R6, rows.R7);
            Shuffle8(ref rows);
            Shuffle8(ref rows);
            Shuffle8(ref rows);
            return rows;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void TransformLanes(ref LaneRows<TShorts> rows, int shift)
        {
            (TInts low, TInts high) even0 = TLanes.ShiftLeft13(TLanes.Add(rows.R0, rows.R4));
            (TInts low, TInts high) even1 = TLanes.ShiftLeft13(TLanes.Subtract(rows.R0, rows.R4));
            (TInts low, TInts high) even2 = TLanes.MultiplyAdd(rows.R2, C2, rows.R6, C2Minus);
            (TInts low, TInts high) even3 = TLanes.MultiplyAdd(rows.R2, C2Plus, rows.R6, C2);

            TShorts sum73 = TLanes.Add(rows.R7, rows.R3);
            TShorts sum51 = TLanes.Add(rows.R5, rows.R1);
            (TInts low, TInts high) z3 = TLanes.MultiplyAdd(sum73, C3Minus, sum51, C3);
            (TInts low, TInts high) z4 = TLanes.MultiplyAdd(sum73, C3, sum51, C3Plus);
            (TInts low, TInts high) odd3 = Plus(TLanes.MultiplyAdd(rows.R7, A7, rows.R1, A71), z3);
            (TInts low, TInts high) odd0 = Plus(TLanes.MultiplyAdd(rows.R7, A71, rows.R1, A1), z4);
            (TInts low, TInts high) odd2 = Plus(TLanes.MultiplyAdd(rows.R5, A5, rows.R3, A53), z4);
            (TInts low, TInts high) odd1 = Plus(TLanes.MultiplyAdd(rows.R5, A53, rows.R3, A3), z3);

            Butterfly(Plus(even0, even3), odd0, out rows.R0, out rows.R7);
            Butterfly(Plus(even1, even2), odd1, out rows.R1, out rows.R6);
            Butterfly(Minus(even1, even2), odd2, out rows.R2, out rows.R5);
            Butterfly(Minus(even0, even3), odd3, out rows.R3, out rows.R4);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            static (TInts Low, TInts High) Plus((TInts Low, TInts High) left, (TInts Low, TInts High) right) =>
                (TLanes.Add(left.Low, right.Low), TLanes.Add(left.High, right.High));

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            static (TInts Low, TInts High) Minus((TInts Low, TInts High) left, (TInts Low, TInts High) right) =>
                (TLanes.Subtract(left.Low, right.Low), TLanes.Subtract(left.High, right.High));

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Butterfly((TInts Low, TInts High) even, (TInts Low, TInts High) odd, out TShorts sum, out TShorts difference)
            {
                sum = TLanes.Descale(TLanes.Add(even.Low, odd.Low), TLanes.Add(even.High, odd.High), shift);
                difference = TLanes.Descale(TLanes.Subtract(even.Low, odd.Low), TLanes.Subtract(even.High, odd.High), shift);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Shuffle8(ref LaneRows<TShorts> rows)
        {
            ((rows.R0, rows.R1), (rows.R2, rows.R3)) = (TLanes.Zip8(rows.R0, rows.R2), TLanes.Zip8(rows.R1, rows.R3));
        }
    }
}
