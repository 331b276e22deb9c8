using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Rendering.Encoding.Jpeg;

/// <summary>Red, green and blue of some pixels of a row; as many of each.</summary>
internal readonly ref struct RgbRow(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue)
{
    public ReadOnlySpan<byte> Red { get; } = red;

    public ReadOnlySpan<byte> Green { get; } = green;

    public ReadOnlySpan<byte> Blue { get; } = blue;
}

/// <summary>Room for the two colour planes of a row.</summary>
internal readonly ref struct ChromaRow(Span<byte> cb, Span<byte> cr)
{
    public Span<byte> Cb { get; } = cb;

    public Span<byte> Cr { get; } = cr;
}

/// <summary>
/// RGB to YCbCr as libjpeg does it: ITU-R BT.601, full range (JFIF 1.02, "Conversion to and from RGB"), 16 fraction bits.
/// </summary>
internal static partial class ColorTransform
{
    /// <summary>Rows have a multiple of as many pixels.</summary>
    public const int Step = 16;

    private const int FractionBits = 16;

    // Factors times 2^16. That of green in brightness and the halves do not fit 16 bits: see the vectors.
    private const short YFromRed = 19595; // 0.29900
    private const int YFromGreen = 38470; // 0.58700
    private const short YFromBlue = 7471; // 0.11400
    private const short CbFromRed = -11059; // -0.16874
    private const short CbFromGreen = -21709; // -0.33126
    private const short CrFromGreen = -27439; // -0.41869
    private const short CrFromBlue = -5329; // -0.08131
    private const short MinusHalf = -32768;

    /// <summary>Converts a row at full resolution.</summary>
    public static void Convert(RgbRow row, Span<byte> luma, ChromaRow chroma)
    {
        ThrowUnlessSteps(row);
        if (Avx2.IsSupported)
        {
            ConvertWide(row, luma, chroma);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ConvertNarrow(row, luma, chroma);
        }
        else
        {
            ConvertScalar(row, luma, chroma);
        }
    }

    /// <summary>Converts two rows to two of brightness and one of colours, half as wide: each is the mean of four.</summary>
    public static void ConvertHalving(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma)
    {
        ThrowUnlessSteps(upper);
        ThrowUnlessSteps(lower);
        if (Avx2.IsSupported)
        {
            ConvertHalvingWide(upper, lower, luma, chroma);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ConvertHalvingNarrow(upper, lower, luma, chroma);
        }
        else
        {
            ConvertHalvingScalar(upper, lower, luma, chroma);
        }
    }

    /// <summary>As <see cref="Convert"/>, one pixel at a time.</summary>
    internal static void ConvertScalar(RgbRow row, Span<byte> luma, ChromaRow chroma)
    {
        for (int i = 0; i < row.Red.Length; i++)
        {
            (luma[i], chroma.Cb[i], chroma.Cr[i]) = PixelOf(row.Red[i], row.Green[i], row.Blue[i]);
        }
    }

    /// <summary>As <see cref="ConvertHalving"/>, one pixel at a time.</summary>
    internal static void ConvertHalvingScalar(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma)
    {
        for (int i = 0; i < upper.Red.Length; i += 2)
        {
            int cb = 1 + ((i >> 1) & 1), // Halves are rounded down and up by turns.
                cr = cb;
            for (int column = i; column < i + 2; column++)
            {
                (luma.Upper[column], byte blueness, byte redness) = PixelOf(upper.Red[column], upper.Green[column], upper.Blue[column]);
                cb += blueness;
                cr += redness;
                (luma.Lower[column], blueness, redness) = PixelOf(lower.Red[column], lower.Green[column], lower.Blue[column]);
                cb += blueness;
                cr += redness;
            }

            chroma.Cb[i >> 1] = (byte)(cb >> 2);
            chroma.Cr[i >> 1] = (byte)(cr >> 2);
        }
    }

    private static (byte Y, byte Cb, byte Cr) PixelOf(int red, int green, int blue)
    {
        const int half = 1 << (FractionBits - 1);
        const int center = 128 << FractionBits;
        return (
            (byte)(((YFromRed * red) + (YFromGreen * green) + (YFromBlue * blue) + half) >> FractionBits),
            (byte)(((CbFromRed * red) + (CbFromGreen * green) - (MinusHalf * blue) + center + half - 1) >> FractionBits),
            (byte)((-(MinusHalf * red) + (CrFromGreen * green) + (CrFromBlue * blue) + center + half - 1) >> FractionBits)
        );
    }

    private static void ThrowUnlessSteps(RgbRow row)
    {
        if (row.Red.Length % Step != 0)
        {
            throw new ArgumentException($"A row has {row.Red.Length} pixels, not a multiple of {Step}.", nameof(row));
        }
    }
}

/// <summary>Room for brightness of two rows.</summary>
internal readonly ref struct LumaRows(Span<byte> upper, Span<byte> lower)
{
    public Span<byte> Upper { get; } = upper;

    public Span<byte> Lower { get; } = lower;
}
