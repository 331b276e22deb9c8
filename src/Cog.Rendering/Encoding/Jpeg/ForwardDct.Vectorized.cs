using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cog.Codecs.Jpeg.Pixels;
using static Cog.Codecs.Jpeg.Pixels.DctFactors;

namespace Cog.Rendering.Encoding.Jpeg;

// One lane a row, then one lane a column. AVX2 does two neighbouring blocks at once, one in each 128 bits; otherwise one after the other.
// Bit for bit the same as TransformScalar: sums of samples fit 16 bits, products are summed in 32.
internal static partial class ForwardDct
{
    /// <summary>With 256 bits; where AVX2 is.</summary>
    internal static void TransformWide(ReadOnlySpan<byte> samples, Quantization quantization, Span<short> coefficients) =>
        TransformBlocks<Avx2Lanes, Vector256<short>, Vector256<int>>(samples, quantization, coefficients);

    /// <summary>With 128 bits.</summary>
    internal static void TransformNarrow(ReadOnlySpan<byte> samples, Quantization quantization, Span<short> coefficients) =>
        TransformBlocks<PortableLanes, Vector128<short>, Vector128<int>>(samples, quantization, coefficients);

    private static void TransformBlocks<TLanes, TShorts, TInts>(
        ReadOnlySpan<byte> samples,
        Quantization quantization,
        Span<short> coefficients
    )
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        // References, not spans: a row has a multiple of 16 samples, each vector of samples becomes as many rows of eight coefficients, and
        // there are as many coefficients as samples.
        int stride = samples.Length / 8;
        ref readonly byte source = ref MemoryMarshal.GetReference(samples);
        ref readonly short factors = ref MemoryMarshal.GetReference(quantization.Factors);
        ref short output = ref MemoryMarshal.GetReference(coefficients[..samples.Length]);
        int lanes = Unsafe.SizeOf<TShorts>() / sizeof(short);
        for (int left = 0; left < stride; left += lanes)
        {
            LaneRows<TShorts> rows;
            rows.R0 = TLanes.Widen(in source, left);
            rows.R1 = TLanes.Widen(in source, left + stride);
            rows.R2 = TLanes.Widen(in source, left + (2 * stride));
            rows.R3 = TLanes.Widen(in source, left + (3 * stride));
            rows.R4 = TLanes.Widen(in source, left + (4 * stride));
            rows.R5 = TLanes.Widen(in source, left + (5 * stride));
            rows.R6 = TLanes.Widen(in source, left + (6 * stride));
            rows.R7 = TLanes.Widen(in source, left + (7 * stride));
            TransformPair<TLanes, TShorts, TInts>(ref rows);

            int place = left * 8;
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R0, in factors, 0), ref output, place);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R1, in factors, 8), ref output, place + 8);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R2, in factors, 16), ref output, place + 16);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R3, in factors, 24), ref output, place + 24);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R4, in factors, 32), ref output, place + 32);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R5, in factors, 40), ref output, place + 40);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R6, in factors, 48), ref output, place + 48);
            TLanes.StoreBlocks(Quantize<TLanes, TShorts, TInts>(rows.R7, in factors, 56), ref output, place + 56);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransformPair<TLanes, TShorts, TInts>(ref LaneRows<TShorts> rows)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        LaneRows<TShorts>.Transpose<TLanes, TInts>(ref rows);
        (TShorts first, TShorts second) = TransformLanes<TLanes, TShorts, TInts>(ref rows, FractionBits - ExtraBits);
        rows.R0 = TLanes.ShiftLeft(TLanes.Subtract(first, TLanes.Create(LevelOfRow)), ExtraBits);
        rows.R4 = TLanes.ShiftLeft(second, ExtraBits);

        LaneRows<TShorts>.Transpose<TLanes, TInts>(ref rows);
        (first, second) = TransformLanes<TLanes, TShorts, TInts>(ref rows, FractionBits + ExtraBits);
        TShorts half = TLanes.Create(1 << (ExtraBits - 1));
        rows.R0 = TLanes.ShiftRight(TLanes.Add(first, half), ExtraBits);
        rows.R4 = TLanes.ShiftRight(TLanes.Add(second, half), ExtraBits);
    }

    // All but rows 0 and 4, which are returned unscaled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TShorts Row0, TShorts Row4) TransformLanes<TLanes, TShorts, TInts>(ref LaneRows<TShorts> rows, int shift)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        TShorts sum0 = TLanes.Add(rows.R0, rows.R7);
        TShorts difference0 = TLanes.Subtract(rows.R0, rows.R7);
        TShorts sum1 = TLanes.Add(rows.R1, rows.R6);
        TShorts difference1 = TLanes.Subtract(rows.R1, rows.R6);
        TShorts sum2 = TLanes.Add(rows.R2, rows.R5);
        TShorts difference2 = TLanes.Subtract(rows.R2, rows.R5);
        TShorts sum3 = TLanes.Add(rows.R3, rows.R4);
        TShorts difference3 = TLanes.Subtract(rows.R3, rows.R4);

        TShorts even0 = TLanes.Add(sum0, sum3);
        TShorts even3 = TLanes.Subtract(sum0, sum3);
        TShorts even1 = TLanes.Add(sum1, sum2);
        TShorts even2 = TLanes.Subtract(sum1, sum2);
        rows.R2 = Descale(TLanes.MultiplyAdd(even3, C2Plus, even2, C2));
        rows.R6 = Descale(TLanes.MultiplyAdd(even3, C2, even2, C2Minus));

        TShorts odd31 = TLanes.Add(difference3, difference1);
        TShorts odd20 = TLanes.Add(difference2, difference0);
        (TInts low, TInts high) z3 = TLanes.MultiplyAdd(odd31, C3Minus, odd20, C3);
        (TInts low, TInts high) z4 = TLanes.MultiplyAdd(odd31, C3, odd20, C3Plus);
        rows.R7 = Descale(Plus(TLanes.MultiplyAdd(difference3, A7, difference0, A71), z3));
        rows.R5 = Descale(Plus(TLanes.MultiplyAdd(difference2, A5, difference1, A53), z4));
        rows.R3 = Descale(Plus(TLanes.MultiplyAdd(difference2, A53, difference1, A3), z3));
        rows.R1 = Descale(Plus(TLanes.MultiplyAdd(difference3, A71, difference0, A1), z4));
        return (TLanes.Add(even0, even1), TLanes.Subtract(even0, even1));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static (TInts Low, TInts High) Plus((TInts Low, TInts High) left, (TInts Low, TInts High) right) =>
            (TLanes.Add(left.Low, right.Low), TLanes.Add(left.High, right.High));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        TShorts Descale((TInts Low, TInts High) value) => TLanes.Descale(value.Low, value.High, shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TShorts Quantize<TLanes, TShorts, TInts>(TShorts row, ref readonly short factors, int index)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        TShorts rounded = TLanes.Add(TLanes.Abs(row), TLanes.LoadRow(in factors, index));
        TShorts product = TLanes.MultiplyHighUnsigned(rounded, TLanes.LoadRow(in factors, Quantization.Reciprocals + index));
        return TLanes.WithSignOf(TLanes.MultiplyHighUnsigned(product, TLanes.LoadRow(in factors, Quantization.Scales + index)), row);
    }
}
