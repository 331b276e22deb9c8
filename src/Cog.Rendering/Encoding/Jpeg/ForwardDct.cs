using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cog.Codecs.Jpeg;
using static Cog.Codecs.Jpeg.Pixels.DctFactors;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>
/// The forward DCT with the integers of libjpeg's accurate method ("islow"), and the quantisation: coefficients equal libjpeg's.
/// </summary>
/// <remarks>
/// After C. Loeffler, A. Ligtenberg, G. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989: rows, then
/// columns, with constants of 13 fraction bits; the result is eight times the DCT of ITU-T T.81 section A.3.3.
/// </remarks>
internal static partial class ForwardDct
{
    private const int ExtraBits = 2; // That rows keep for the columns.

    // Samples are 128 too large for T.81's transform; that is in the sums of eight alone.
    private const short LevelOfRow = 8 * 128;

    /// <summary>Transforms and quantises a row of blocks.</summary>
    /// <param name="samples">Eight rows of as many samples; a multiple of 16 a row.</param>
    /// <param name="quantization">By what coefficients are divided; halves are rounded away from zero.</param>
    /// <param name="coefficients">Receives 64 of each block, row after row.</param>
    public static void Transform(ReadOnlySpan<byte> samples, Quantization quantization, Span<short> coefficients)
    {
        if (samples.Length % 128 != 0)
        {
            throw new ArgumentException($"Rows have {samples.Length / 8.0} samples, not a multiple of 16.", nameof(samples));
        }

        coefficients = coefficients[..samples.Length];
        if (Avx2.IsSupported)
        {
            TransformWide(samples, quantization, coefficients);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            TransformNarrow(samples, quantization, coefficients);
        }
        else
        {
            TransformScalar(samples, quantization, coefficients);
        }
    }

    /// <summary>As <see cref="Transform"/>, one number at a time.</summary>
    internal static void TransformScalar(ReadOnlySpan<byte> samples, Quantization quantization, Span<short> coefficients)
    {
        int stride = samples.Length / 8;
        Span<int> block = stackalloc int[ZigZag.BlockSize];
        for (int left = 0; left < stride; left += 8)
        {
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = samples[((i >> 3) * stride) + left + (i & 7)];
            }

            for (int row = 0; row < 8; row++)
            {
                TransformLine(block[(row * 8)..], 1, isRow: true);
            }

            for (int column = 0; column < 8; column++)
            {
                TransformLine(block[column..], 8, isRow: false);
            }

            Span<short> output = coefficients.Slice(left * 8, ZigZag.BlockSize);
            for (int i = 0; i < block.Length; i++)
            {
                int divisor = 8 * quantization.Divisors[i];
                int magnitude = (Math.Abs(block[i]) + (divisor / 2)) / divisor;
                output[i] = (short)(block[i] < 0 ? -magnitude : magnitude);
            }
        }
    }

    private static void TransformLine(Span<int> line, int step, bool isRow)
    {
        int sum0 = line[0] + line[7 * step],
            difference0 = line[0] - line[7 * step];
        int sum1 = line[step] + line[6 * step],
            difference1 = line[step] - line[6 * step];
        int sum2 = line[2 * step] + line[5 * step],
            difference2 = line[2 * step] - line[5 * step];
        int sum3 = line[3 * step] + line[4 * step],
            difference3 = line[3 * step] - line[4 * step];

        int even0 = sum0 + sum3,
            even3 = sum0 - sum3;
        int even1 = sum1 + sum2,
            even2 = sum1 - sum2;
        line[0] = isRow ? (even0 + even1 - LevelOfRow) << ExtraBits : Descale(even0 + even1, ExtraBits);
        line[4 * step] = isRow ? (even0 - even1) << ExtraBits : Descale(even0 - even1, ExtraBits);

        int shift = isRow ? FractionBits - ExtraBits : FractionBits + ExtraBits;
        line[2 * step] = Descale((even3 * C2Plus) + (even2 * C2), shift);
        line[6 * step] = Descale((even3 * C2) + (even2 * C2Minus), shift);

        int odd31 = difference3 + difference1,
            odd20 = difference2 + difference0;
        int z3 = (odd31 * C3Minus) + (odd20 * C3);
        int z4 = (odd31 * C3) + (odd20 * C3Plus);
        line[7 * step] = Descale((difference3 * A7) + (difference0 * A71) + z3, shift);
        line[5 * step] = Descale((difference2 * A5) + (difference1 * A53) + z4, shift);
        line[3 * step] = Descale((difference2 * A53) + (difference1 * A3) + z3, shift);
        line[step] = Descale((difference3 * A71) + (difference0 * A1) + z4, shift);
    }

    private static int Descale(int value, int shift) => (value + (1 << (shift - 1))) >> shift;
}
