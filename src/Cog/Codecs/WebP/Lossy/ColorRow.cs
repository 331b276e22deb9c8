using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>
/// From rows of Y, U and V to a row of pixels, as libwebp does it: chroma is interpolated ("fancy"), factors have 14 bits.
/// </summary>
internal static unsafe class ColorRow
{
    private const int Step = 16; // Pixels, or samples of chroma.

    // Of the conversion by ITU-R BT.601, limited range, times 2^14; the offsets also hold half of a unit.
    private const int LumaFactor = 19077,
        RedOfV = 26149,
        GreenOfU = 6419,
        GreenOfV = 13320,
        BlueOfU = 33050,
        RedOffset = -14234,
        GreenOffset = 8708,
        BlueOffset = -17685,
        BlueShift = 16384; // Keeps blue inside 16 bits with a sign.

    /// <summary>Doubles a row of chroma, between the row nearest to the pixels' and the one on their other side.</summary>
    /// <param name="near">The nearest row; <see cref="Plane.Margin"/> samples behind its end may be read.</param>
    /// <param name="far">The other one, or the same at the picture's edge.</param>
    /// <param name="output">Receives a sample for each pixel, and up to two steps more.</param>
    /// <param name="width">Pixels.</param>
    public static void Upsample(byte* near, byte* far, byte* output, int width)
    {
        output[0] = (byte)(((3 * near[0]) + far[0] + 2) >> 2);
        int last = (width - 1) / 2; // Of pairs that have a sample to each side.
        Vector256<ushort> eight = Vector256.Create((ushort)8);
        for (int i = 0; i < last; i += Step)
        {
            Vector256<ushort> near0 = Widen(near + i),
                near1 = Widen(near + i + 1),
                far0 = Widen(far + i),
                far1 = Widen(far + i + 1);
            Vector256<ushort> all = near0 + near1 + far0 + far1 + eight,
                falling = near1 + far0,
                rising = near0 + far1;
            Vector256<ushort> left = (((all + falling + falling) >>> 3) + near0) >>> 1,
                right = (((all + rising + rising) >>> 3) + near1) >>> 1;
            (left | (right << 8)).AsByte().Store(output + (2 * i) + 1);
        }

        if ((width & 1) == 0)
        {
            output[width - 1] = (byte)(((3 * near[last]) + far[last] + 2) >> 2);
        }
    }

    /// <summary>Converts a row.</summary>
    /// <param name="y">Luma, to the end of the last step of 16.</param>
    /// <param name="u">Chroma of each pixel.</param>
    /// <param name="v">Chroma of each pixel.</param>
    /// <param name="pixels">Receives pixels of three bytes, or of four, of which the last is 255.</param>
    /// <param name="samples">Three or four.</param>
    public static void Convert(byte* y, byte* u, byte* v, Span<byte> pixels, int samples)
    {
        int stepBytes = Step * samples;
        for (; pixels.Length >= stepBytes; pixels = pixels[stepBytes..], y += Step, u += Step, v += Step)
        {
            ConvertStep(y, u, v, pixels, samples);
        }

        if (!pixels.IsEmpty)
        {
            Span<byte> last = stackalloc byte[4 * Step];
            ConvertStep(y, u, v, last, samples);
            last[..pixels.Length].CopyTo(pixels);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ConvertStep(byte* y, byte* u, byte* v, Span<byte> pixels, int samples)
    {
        Vector256<short> luma = Multiply(y, LumaFactor);
        Vector256<short> red = luma + Vector256.Create((short)RedOffset) + Multiply(v, RedOfV),
            green = luma + Vector256.Create((short)GreenOffset) - Multiply(u, GreenOfU) - Multiply(v, GreenOfV),
            blue = Vector256.AddSaturate(
                luma + Vector256.Create((short)(BlueOffset + BlueShift)),
                Multiply(u, BlueOfU) - Vector256.Create((short)BlueShift)
            );
        Vector128<byte> reds = ToBytes(red),
            greens = ToBytes(green),
            blues = ToBytes(blue);
        if (samples == 3)
        {
            Interleaver.Store(pixels, reds, greens, blues);
            return;
        }

        Vector128<short> lowRedGreen = Lanes.ZipLow8(reds, greens).AsInt16(),
            highRedGreen = Lanes.ZipHigh8(reds, greens).AsInt16(),
            lowBlue = Lanes.ZipLow8(blues, Vector128<byte>.AllBitsSet).AsInt16(),
            highBlue = Lanes.ZipHigh8(blues, Vector128<byte>.AllBitsSet).AsInt16();
        Lanes.ZipLow16(lowRedGreen, lowBlue).AsByte().CopyTo(pixels);
        Lanes.ZipHigh16(lowRedGreen, lowBlue).AsByte().CopyTo(pixels[16..]);
        Lanes.ZipLow16(highRedGreen, highBlue).AsByte().CopyTo(pixels[32..]);
        Lanes.ZipHigh16(highRedGreen, highBlue).AsByte().CopyTo(pixels[48..]);
    }

    // Samples times a factor, divided by 256.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Multiply(byte* samples, int factor)
    {
        Vector256<ushort> high = Widen(samples) << 8;
        if (Avx2.IsSupported)
        {
            return Avx2.MultiplyHigh(high, Vector256.Create((ushort)factor)).AsInt16();
        }

        Vector256<uint> factors = Vector256.Create((uint)factor);
        return Vector256.Narrow((Vector256.WidenLower(high) * factors) >>> 16, (Vector256.WidenUpper(high) * factors) >>> 16).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Widen(byte* samples)
    {
        Vector128<byte> bytes = Vector128.Load(samples);
        return Avx2.IsSupported
            ? Avx2.ConvertToVector256Int16(bytes).AsUInt16()
            : Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ToBytes(Vector256<short> lanes) => Saturation.ToBytes((lanes >> 6).GetLower(), (lanes >> 6).GetUpper());
}
