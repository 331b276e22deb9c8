namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>YCbCr to RGB as libjpeg does it: ITU-R BT.601, full range (JFIF), 16 fraction bits.</summary>
internal static partial class ColorConverter
{
    private const int FractionBits = 16;
    private const int Half = 1 << (FractionBits - 1);
    private const int RedFromCr = 91881; // 1.40200
    private const int BlueFromCb = 116130; // 1.77200
    private const int GreenFromCb = -22554; // -0.34414
    private const int GreenFromCr = -46802; // -0.71414

    /// <summary>Converts one row.</summary>
    /// <param name="luma">Y; its length is that of the row.</param>
    /// <param name="cb">At least as many.</param>
    /// <param name="cr">At least as many.</param>
    /// <param name="output">R, G, B of each pixel.</param>
    /// <param name="precision">Bits of a sample.</param>
    public static void ToRgb<T>(ReadOnlySpan<T> luma, ReadOnlySpan<T> cb, ReadOnlySpan<T> cr, Span<T> output, int precision)
        where T : unmanaged, IBinaryInteger<T>
    {
        int done = 0;
        if (typeof(T) == typeof(byte))
        {
            done = ToRgbVectors(
                MemoryMarshal.Cast<T, byte>(luma),
                MemoryMarshal.Cast<T, byte>(cb),
                MemoryMarshal.Cast<T, byte>(cr),
                MemoryMarshal.Cast<T, byte>(output)
            );
        }

        ToRgbScalar(luma[done..], cb[done..], cr[done..], output[(3 * done)..], precision);
    }

    /// <summary>As <see cref="ToRgb"/>, one pixel at a time.</summary>
    internal static void ToRgbScalar<T>(ReadOnlySpan<T> luma, ReadOnlySpan<T> cb, ReadOnlySpan<T> cr, Span<T> output, int precision)
        where T : unmanaged, IBinaryInteger<T>
    {
        int max = (1 << precision) - 1;
        int center = 1 << (precision - 1);
        cb = cb[..luma.Length];
        cr = cr[..luma.Length];
        output = output[..(3 * luma.Length)];
        for (int i = 0; i < luma.Length; i++)
        {
            int y = int.CreateTruncating(luma[i]);
            int blueness = int.CreateTruncating(cb[i]) - center;
            int redness = int.CreateTruncating(cr[i]) - center;
            int red = y + (((RedFromCr * redness) + Half) >> FractionBits);
            int green = y + (((GreenFromCb * blueness) + (GreenFromCr * redness) + Half) >> FractionBits);
            int blue = y + (((BlueFromCb * blueness) + Half) >> FractionBits);
            output[3 * i] = T.CreateTruncating(Math.Clamp(red, 0, max));
            output[(3 * i) + 1] = T.CreateTruncating(Math.Clamp(green, 0, max));
            output[(3 * i) + 2] = T.CreateTruncating(Math.Clamp(blue, 0, max));
        }
    }
}
