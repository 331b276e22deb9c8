using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.Jpeg.Pixels;

// 32 pixels at a time with AVX2, else 16, in 16-bit lanes. A factor of 1.402 does not fit a lane as a fraction: whole multiples are split
// off and added as such, which leaves the rounded fraction equal to the scalar one (x * 2^16 shifted by 16 is exactly x).
internal static partial class ColorConverter
{
    private const short RedFraction = RedFromCr - (1 << FractionBits);
    private const short BlueFraction = BlueFromCb - (2 << FractionBits);
    private const short GreenFraction = GreenFromCr + (1 << FractionBits);

    private static int ToRgbVectors(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> output)
    {
        if (Avx2.IsSupported)
        {
            return ToRgbWide(luma, cb, cr, output);
        }

        return Vector128.IsHardwareAccelerated ? ToRgbNarrow(luma, cb, cr, output) : 0;
    }

    /// <summary>With 256 bits; where AVX2 is. Answers how many pixels were done.</summary>
    internal static int ToRgbWide(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> output) =>
        Conversion<Avx2Lanes, Vector256<short>, Vector256<int>>.ToRgb(luma, cb, cr, output);

    /// <summary>With 128 bits. Answers how many pixels were done.</summary>
    internal static int ToRgbNarrow(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> output) =>
        Conversion<PortableLanes, Vector128<short>, Vector128<int>>.ToRgb(luma, cb, cr, output);

    private static class Conversion<TLanes, TShorts, TInts>
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        public static int ToRgb(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> output)
        {
            int i = 0;
            for (; i <= luma.Length - TLanes.ByteCount; i += TLanes.ByteCount)
            {
                (TShorts red, TShorts green, TShorts blue) = Convert(
                    TLanes.LoadBytes(luma[i..]),
                    TLanes.LoadBytes(cb[i..]),
                    TLanes.LoadBytes(cr[i..])
                );
                TLanes.StorePixels(output[(3 * i)..], red, green, blue);
            }

            return i;
        }

        // Vectors of bytes in, vectors of bytes out.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (TShorts Red, TShorts Green, TShorts Blue) Convert(TShorts luma, TShorts cb, TShorts cr)
        {
            TShorts zero = TLanes.Create(0);
            (TShorts lumaLow, TShorts lumaHigh) = TLanes.Zip8(luma, zero);
            (TShorts cbLow, TShorts cbHigh) = TLanes.Zip8(cb, zero);
            (TShorts crLow, TShorts crHigh) = TLanes.Zip8(cr, zero);
            (TShorts redLow, TShorts greenLow, TShorts blueLow) = ConvertLanes(lumaLow, cbLow, crLow);
            (TShorts redHigh, TShorts greenHigh, TShorts blueHigh) = ConvertLanes(lumaHigh, cbHigh, crHigh);
            return (TLanes.PackSamples(redLow, redHigh), TLanes.PackSamples(greenLow, greenHigh), TLanes.PackSamples(blueLow, blueHigh));
        }

        // 128 is taken from all three: of chroma it is the centre, of luma what PackSamples adds.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (TShorts Red, TShorts Green, TShorts Blue) ConvertLanes(TShorts luma, TShorts cb, TShorts cr)
        {
            TShorts center = TLanes.Create(128);
            luma = TLanes.Subtract(luma, center);
            cb = TLanes.Subtract(cb, center);
            cr = TLanes.Subtract(cr, center);
            TShorts twiceCb = TLanes.Add(cb, cb);
            TShorts twiceCr = TLanes.Add(cr, cr);

            TShorts red = TLanes.Add(cr, TLanes.RoundedHalf(TLanes.MultiplyHigh(twiceCr, RedFraction)));
            TShorts blue = TLanes.Add(twiceCb, TLanes.RoundedHalf(TLanes.MultiplyHigh(twiceCb, BlueFraction)));
            (TInts greenLow, TInts greenHigh) = TLanes.MultiplyAdd(cb, GreenFromCb, cr, GreenFraction);
            TShorts green = TLanes.Subtract(TLanes.Descale(greenLow, greenHigh, FractionBits), cr);
            return (TLanes.Add(luma, red), TLanes.Add(luma, green), TLanes.Add(luma, blue));
        }
    }
}
