using System.Runtime.Intrinsics;

namespace Cog.Rendering.Encoding.Png;

// 16 bytes a step; what is left over goes to the scalar twin, which gives the same bytes. Each returns how many it did.
internal static partial class PngFilters
{
    internal static int SubtractVectors(ReadOnlySpan<byte> row, ReadOnlySpan<byte> prediction, Span<byte> filtered)
    {
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && row.Length - i >= 16; i += 16)
        {
            (Vector128.Create(row[i..]) - Vector128.Create(prediction[i..])).CopyTo(filtered[i..]);
        }

        return i;
    }

    internal static int SubtractPaethVectors(
        ReadOnlySpan<byte> row,
        ReadOnlySpan<byte> left,
        ReadOnlySpan<byte> above,
        ReadOnlySpan<byte> aboveLeft,
        Span<byte> filtered
    )
    {
        int i = 0;
        for (; Vector128.IsHardwareAccelerated && row.Length - i >= 16; i += 16)
        {
            Vector128<byte> a = Vector128.Create(left[i..]),
                b = Vector128.Create(above[i..]),
                c = Vector128.Create(aboveLeft[i..]);
            (Vector128<ushort> a0, Vector128<ushort> a1) = Vector128.Widen(a);
            (Vector128<ushort> b0, Vector128<ushort> b1) = Vector128.Widen(b);
            (Vector128<ushort> c0, Vector128<ushort> c1) = Vector128.Widen(c);

            // The distances need 10 bits: two halves of 8 lanes.
            Vector128<byte> prediction = Vector128.Narrow(
                Nearest(a0.AsInt16(), b0.AsInt16(), c0.AsInt16()).AsUInt16(),
                Nearest(a1.AsInt16(), b1.AsInt16(), c1.AsInt16()).AsUInt16()
            );
            (Vector128.Create(row[i..]) - prediction).CopyTo(filtered[i..]);
        }

        return i;
    }

    internal static int CostVectors(ReadOnlySpan<byte> filtered, out long cost)
    {
        int i = 0;
        Vector128<uint> sums = Vector128<uint>.Zero;
        for (; Vector128.IsHardwareAccelerated && filtered.Length - i >= 16; i += 16)
        {
            // |x| of a signed byte is the smaller of x and -x read as unsigned; -128 stays 128.
            Vector128<byte> bytes = Vector128.Create(filtered[i..]);
            Vector128<byte> magnitudes = Vector128.Min(bytes, -bytes);
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(magnitudes);
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(low + high);
            sums += first + second;
        }

        cost = Vector128.Sum(sums);
        return i;
    }

    private static Vector128<short> Nearest(Vector128<short> a, Vector128<short> b, Vector128<short> c)
    {
        Vector128<short> toLeft = Vector128.Abs(b - c),
            toAbove = Vector128.Abs(a - c),
            toAboveLeft = Vector128.Abs(a + b - c - c);
        Vector128<short> isLeft = Vector128.LessThanOrEqual(toLeft, Vector128.Min(toAbove, toAboveLeft));
        Vector128<short> isAbove = Vector128.LessThanOrEqual(toAbove, toAboveLeft);
        return Vector128.ConditionalSelect(isLeft, a, Vector128.ConditionalSelect(isAbove, b, c));
    }
}
