using Cog.Codecs.Jpeg;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>A quantisation table (ITU-T T.81 section A.3.4), and the division by it as multiplications.</summary>
/// <remarks>
/// <see cref="ForwardDct"/> leaves coefficients eight times too large, so that the divisor is d = 8q: 8 to 2040. For 0 ≤ n &lt; 2^15 and
/// 2^(s-1) &lt; d ≤ 2^s, the quotient n / d is n * ⌈2^(15+s) / d⌉ / 2^(15+s), exactly; two unsigned products give it, of which the high
/// halves are kept: the second multiplies by 2^(17-s).
/// </remarks>
internal sealed class Quantization
{
    private readonly short[] _factors = new short[3 * ZigZag.BlockSize];

    /// <summary>Where the reciprocals begin in <see cref="Factors"/>; the scales lie as far behind.</summary>
    public const int Reciprocals = ZigZag.BlockSize;

    public const int Scales = 2 * ZigZag.BlockSize;

    /// <param name="divisors">64 numbers of 1 to 255, row after row.</param>
    public Quantization(byte[] divisors)
    {
        Divisors = divisors;
        for (int i = 0; i < ZigZag.BlockSize; i++)
        {
            int divisor = 8 * divisors[i];
            int shift = 32 - int.LeadingZeroCount(divisor - 1);
            _factors[i] = (short)(divisor / 2);
            _factors[Reciprocals + i] = (short)(((1 << (15 + shift)) + divisor - 1) / divisor);
            _factors[Scales + i] = (short)(1 << (17 - shift));
        }
    }

    /// <summary>The table, row after row.</summary>
    public byte[] Divisors { get; }

    /// <summary>Halves of the divisors, reciprocals, scales, without sign: 64 of each, row after row.</summary>
    public ReadOnlySpan<short> Factors => _factors;

    /// <summary>The customary table of brightness, T.81 table K.1, as libjpeg scales it.</summary>
    /// <param name="quality">1 to 100.</param>
    public static Quantization Luminance(int quality) => new(Scale(s_luminance, quality));

    /// <summary>The customary table of colours, T.81 table K.2, as libjpeg scales it.</summary>
    /// <param name="quality">1 to 100.</param>
    public static Quantization Chrominance(int quality) => new(Scale(s_chrominance, quality));

    private static byte[] Scale(ReadOnlySpan<byte> table, int quality)
    {
        int percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        byte[] scaled = new byte[ZigZag.BlockSize];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (byte)Math.Clamp(((table[i] * percent) + 50) / 100, 1, 255);
        }

        return scaled;
    }

    // csharpier-ignore
    private static ReadOnlySpan<byte> s_luminance =>
        [
            16, 11, 10, 16, 24, 40, 51, 61,
            12, 12, 14, 19, 26, 58, 60, 55,
            14, 13, 16, 24, 40, 57, 69, 56,
            14, 17, 22, 29, 51, 87, 80, 62,
            18, 22, 37, 56, 68, 109, 103, 77,
            24, 35, 55, 64, 81, 104, 113, 92,
            49, 64, 78, 87, 103, 121, 120, 101,
            72, 92, 95, 98, 112, 100, 103, 99,
        ];

    // csharpier-ignore
    private static ReadOnlySpan<byte> s_chrominance =>
        [
            17, 18, 24, 47, 99, 99, 99, 99,
            18, 21, 26, 66, 99, 99, 99, 99,
            24, 26, 56, 99, 99, 99, 99, 99,
            47, 66, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
            99, 99, 99, 99, 99, 99, 99, 99,
        ];
}
