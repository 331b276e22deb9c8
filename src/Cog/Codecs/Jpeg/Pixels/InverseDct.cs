using static Cog.Codecs.Jpeg.Pixels.DctFactors;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>The inverse DCT with the integers of libjpeg's accurate method ("islow"), so that samples equal GDAL's bit for bit.</summary>
/// <remarks>
/// After C. Loeffler, A. Ligtenberg, G. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989: columns, then
/// rows, with constants of 13 fraction bits. Coefficients lie as <see cref="BlockPair"/> keeps them. On coefficients that no encoder makes,
/// the 8-bit versions wrap and saturate where 16-bit vectors do, so scalar and vector agree on any input.
/// </remarks>
internal static partial class InverseDct
{
    // Columns keep some fraction bits for the rows: two, or one of 12-bit samples, where two could overflow.
    private const int ColumnShift = FractionBits - 2;
    private const int RowShift = FractionBits + 2 + 3;
    private const int TwelveBitColumnShift = FractionBits - 1;
    private const int TwelveBitRowShift = FractionBits + 1 + 3;

    /// <summary>Transforms the first block of a pair.</summary>
    /// <param name="coefficients">The pair.</param>
    /// <param name="samples">Receives 8 rows of 8.</param>
    /// <param name="target">Where in <paramref name="samples"/>.</param>
    public static void Transform(ReadOnlySpan<short> coefficients, Span<byte> samples, BlockTarget target)
    {
        Span<int> work = stackalloc int[ZigZag.BlockSize];
        Span<int> line = stackalloc int[8];
        TransformColumns(coefficients, work, ColumnShift, wraps: true);
        foreach (ref int value in work)
        {
            value = Saturate(value);
        }

        for (int row = 0; row < 8; row++)
        {
            work.Slice(row * 8, 8).CopyTo(line);
            TransformLine(line, wraps: true);
            Span<byte> output = samples.Slice(target.Offset + (row * target.Stride), 8);
            for (int column = 0; column < 8; column++)
            {
                output[column] = (byte)(Math.Clamp(Descale(line[column], RowShift), sbyte.MinValue, sbyte.MaxValue) + 128);
            }
        }
    }

    /// <summary>As <see cref="Transform"/>, for 12-bit samples.</summary>
    public static void TransformTwelveBit(ReadOnlySpan<short> coefficients, Span<ushort> samples, BlockTarget target)
    {
        Span<int> work = stackalloc int[ZigZag.BlockSize];
        Span<int> line = stackalloc int[8];
        TransformColumns(coefficients, work, TwelveBitColumnShift, wraps: false);

        for (int row = 0; row < 8; row++)
        {
            work.Slice(row * 8, 8).CopyTo(line);
            TransformLine(line, wraps: false);
            Span<ushort> output = samples.Slice(target.Offset + (row * target.Stride), 8);
            for (int column = 0; column < 8; column++)
            {
                output[column] = (ushort)Math.Clamp(Descale(line[column], TwelveBitRowShift) + 2048, 0, 4095);
            }
        }
    }

    private static void TransformColumns(ReadOnlySpan<short> coefficients, Span<int> work, int shift, bool wraps)
    {
        Span<int> line = stackalloc int[8];
        for (int column = 0; column < 8; column++)
        {
            for (int row = 0; row < 8; row++)
            {
                line[row] = coefficients[(row * BlockPair.RowStride) + column];
            }

            TransformLine(line, wraps);
            for (int row = 0; row < 8; row++)
            {
                work[(row * 8) + column] = Descale(line[row], shift);
            }
        }
    }

    // Eight coefficients become eight samples, scaled by 2^13.
    private static void TransformLine(Span<int> line, bool wraps)
    {
        int even0 = Sum(line[0], line[4], wraps) << FractionBits;
        int even1 = Sum(line[0], -line[4], wraps) << FractionBits;
        int even2 = (line[2] * C2) + (line[6] * C2Minus);
        int even3 = (line[2] * C2Plus) + (line[6] * C2);
        int e0 = even0 + even3;
        int e1 = even1 + even2;
        int e2 = even1 - even2;
        int e3 = even0 - even3;

        int sum73 = Sum(line[7], line[3], wraps);
        int sum51 = Sum(line[5], line[1], wraps);
        int z3 = (sum73 * C3Minus) + (sum51 * C3);
        int z4 = (sum73 * C3) + (sum51 * C3Plus);
        int o3 = (line[7] * A7) + (line[1] * A71) + z3;
        int o0 = (line[7] * A71) + (line[1] * A1) + z4;
        int o2 = (line[5] * A5) + (line[3] * A53) + z4;
        int o1 = (line[5] * A53) + (line[3] * A3) + z3;

        line[0] = e0 + o0;
        line[7] = e0 - o0;
        line[1] = e1 + o1;
        line[6] = e1 - o1;
        line[2] = e2 + o2;
        line[5] = e2 - o2;
        line[3] = e3 + o3;
        line[4] = e3 - o3;
    }

    private static int Sum(int left, int right, bool wraps) => wraps ? (short)(left + right) : left + right;

    private static int Descale(int value, int shift) => (value + (1 << (shift - 1))) >> shift;

    private static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);
}
