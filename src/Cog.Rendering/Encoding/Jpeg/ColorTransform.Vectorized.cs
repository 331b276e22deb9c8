using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Cog.Codecs.Jpeg.Pixels;

namespace Cog.Rendering.Encoding.Jpeg;

// 16 pixels at a time with AVX2, else 8, in 16-bit lanes whose products are summed in 32 bits: the scalar sums. Factors of 16 bits reach
// from -0.5 to just below 0.5: green's part of brightness is split in two, and what is added by halves is subtracted by their negative.
internal static partial class ColorTransform
{
    private const short YFromGreenQuarter = 16384;
    private const short YFromGreenRest = YFromGreen - YFromGreenQuarter;

    /// <summary>With 256 bits; where AVX2 is.</summary>
    internal static void ConvertWide(RgbRow row, Span<byte> luma, ChromaRow chroma) =>
        ConvertVectors<Avx2Lanes, Vector256<short>, Vector256<int>>(row, luma, chroma);

    /// <summary>With 128 bits.</summary>
    internal static void ConvertNarrow(RgbRow row, Span<byte> luma, ChromaRow chroma) =>
        ConvertVectors<PortableLanes, Vector128<short>, Vector128<int>>(row, luma, chroma);

    /// <summary>With 256 bits; where AVX2 is.</summary>
    internal static void ConvertHalvingWide(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma) =>
        ConvertHalvingVectors<Avx2Lanes, Vector256<short>, Vector256<int>>(upper, lower, luma, chroma);

    /// <summary>With 128 bits.</summary>
    internal static void ConvertHalvingNarrow(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma) =>
        ConvertHalvingVectors<PortableLanes, Vector128<short>, Vector128<int>>(upper, lower, luma, chroma);

    private static void ConvertVectors<TLanes, TShorts, TInts>(RgbRow row, Span<byte> luma, ChromaRow chroma)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        // References, not spans: rows are cut to one length, a multiple of 16.
        int length = row.Red.Length;
        ref byte y = ref MemoryMarshal.GetReference(luma[..length]);
        ref byte cb = ref MemoryMarshal.GetReference(chroma.Cb[..length]);
        ref byte cr = ref MemoryMarshal.GetReference(chroma.Cr[..length]);
        var source = new RgbStart(row, length);
        for (int i = 0; i < length; i += Unsafe.SizeOf<TShorts>() / sizeof(short))
        {
            (TShorts brightness, TShorts blueness, TShorts redness) = Convert<TLanes, TShorts, TInts>(in source, i);
            TLanes.StoreBytes(brightness, ref y, i);
            TLanes.StoreBytes(blueness, ref cb, i);
            TLanes.StoreBytes(redness, ref cr, i);
        }
    }

    private static void ConvertHalvingVectors<TLanes, TShorts, TInts>(RgbRow upper, RgbRow lower, LumaRows luma, ChromaRow chroma)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        int length = upper.Red.Length;
        ref byte upperY = ref MemoryMarshal.GetReference(luma.Upper[..length]);
        ref byte lowerY = ref MemoryMarshal.GetReference(luma.Lower[..length]);
        ref byte cb = ref MemoryMarshal.GetReference(chroma.Cb[..(length / 2)]);
        ref byte cr = ref MemoryMarshal.GetReference(chroma.Cr[..(length / 2)]);
        var upperSource = new RgbStart(upper, length);
        var lowerSource = new RgbStart(lower, length);
        for (int i = 0; i < length; i += Unsafe.SizeOf<TShorts>() / sizeof(short))
        {
            (TShorts brightness, TShorts blueness, TShorts redness) = Convert<TLanes, TShorts, TInts>(in upperSource, i);
            TLanes.StoreBytes(brightness, ref upperY, i);
            (brightness, TShorts bluenessBelow, TShorts rednessBelow) = Convert<TLanes, TShorts, TInts>(in lowerSource, i);
            TLanes.StoreBytes(brightness, ref lowerY, i);
            TLanes.StoreMeans(TLanes.Add(blueness, bluenessBelow), ref cb, i / 2);
            TLanes.StoreMeans(TLanes.Add(redness, rednessBelow), ref cr, i / 2);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TShorts Y, TShorts Cb, TShorts Cr) Convert<TLanes, TShorts, TInts>(ref readonly RgbStart source, int index)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TShorts : struct
        where TInts : struct
    {
        TShorts red = TLanes.Widen(in source.Red, index);
        TShorts green = TLanes.Widen(in source.Green, index);
        TShorts blue = TLanes.Widen(in source.Blue, index);

        (TInts low, TInts high) y0 = TLanes.MultiplyAdd(red, YFromRed, green, YFromGreenRest);
        (TInts low, TInts high) y1 = TLanes.MultiplyAdd(green, YFromGreenQuarter, blue, YFromBlue);
        (TInts low, TInts high) cb0 = TLanes.MultiplyAdd(red, CbFromRed, green, CbFromGreen);
        (TInts low, TInts high) cb1 = TLanes.MultiplyAdd(green, 0, blue, MinusHalf);
        (TInts low, TInts high) cr0 = TLanes.MultiplyAdd(green, CrFromGreen, blue, CrFromBlue);
        (TInts low, TInts high) cr1 = TLanes.MultiplyAdd(red, MinusHalf, green, 0);
        TShorts center = TLanes.Create(128);
        return (
            TLanes.Descale(TLanes.Add(y0.low, y1.low), TLanes.Add(y0.high, y1.high), FractionBits),
            TLanes.Add(TLanes.DescaleDown(TLanes.Subtract(cb0.low, cb1.low), TLanes.Subtract(cb0.high, cb1.high), FractionBits), center),
            TLanes.Add(TLanes.DescaleDown(TLanes.Subtract(cr0.low, cr1.low), TLanes.Subtract(cr0.high, cr1.high), FractionBits), center)
        );
    }

    private readonly ref struct RgbStart(RgbRow row, int length)
    {
        public readonly ref readonly byte Red = ref MemoryMarshal.GetReference(row.Red[..length]);
        public readonly ref readonly byte Green = ref MemoryMarshal.GetReference(row.Green[..length]);
        public readonly ref readonly byte Blue = ref MemoryMarshal.GetReference(row.Blue[..length]);
    }
}
