using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>256-bit lanes of x64.</summary>
internal readonly struct Avx2Lanes : ISimdLanes<Vector256<short>, Vector256<int>>
{
    public static int ByteCount => Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LoadBytes(ReadOnlySpan<byte> bytes) => Vector256.Create(bytes).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePixels(Span<byte> pixels, Vector256<short> red, Vector256<short> green, Vector256<short> blue)
    {
        Interleaver.Store(pixels, red.GetLower().AsByte(), green.GetLower().AsByte(), blue.GetLower().AsByte());
        Interleaver.Store(pixels[48..], red.GetUpper().AsByte(), green.GetUpper().AsByte(), blue.GetUpper().AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load(ref readonly short start, int index) => Vector256.LoadUnsafe(in start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Widen(ref readonly byte start, int index) =>
        Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in start, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> LoadRow(ref readonly short start, int index)
    {
        Vector128<short> row = Vector128.LoadUnsafe(in start, (nuint)index);
        return Vector256.Create(row, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(Vector256<short> value, ref short start, int index)
    {
        value.GetLower().StoreUnsafe(ref start, (nuint)index);
        value.GetUpper().StoreUnsafe(ref start, (nuint)(index + ZigZag.BlockSize));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector256<short> value, ref byte start, int index) =>
        Sse2.PackUnsignedSaturate(value.GetLower(), value.GetUpper()).StoreUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMeans(Vector256<short> sums, ref byte start, int index)
    {
        Vector256<short> rounding = Vector256.Create(0x0000_0002_0000_0001L).AsInt16();
        Vector256<int> means = Avx2.MultiplyAddAdjacent(sums + rounding, Vector256<short>.One) >> 2;
        Vector128<short> shorts = Sse2.PackSignedSaturate(means.GetLower(), means.GetUpper());
        Sse2.PackUnsignedSaturate(shorts, shorts).GetLower().StoreUnsafe(ref start, (nuint)index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Create(short value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Add(Vector256<short> left, Vector256<short> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Subtract(Vector256<short> left, Vector256<short> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> left, Vector256<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Subtract(Vector256<int> left, Vector256<int> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Low, Vector256<int> High) ShiftLeft13(Vector256<short> value) =>
        (Avx2.UnpackLow(Vector256<short>.Zero, value).AsInt32() >> 3, Avx2.UnpackHigh(Vector256<short>.Zero, value).AsInt32() >> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Low, Vector256<int> High) MultiplyAdd(
        Vector256<short> left,
        short leftFactor,
        Vector256<short> right,
        short rightFactor
    )
    {
        Vector256<short> factors = Vector256.Create((rightFactor << 16) | (ushort)leftFactor).AsInt16();
        return (
            Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(left, right), factors),
            Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(left, right), factors)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> MultiplyHigh(Vector256<short> value, short factor) => Avx2.MultiplyHigh(value, Vector256.Create(factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> MultiplyHighUnsigned(Vector256<short> left, Vector256<short> right) =>
        Avx2.MultiplyHigh(left.AsUInt16(), right.AsUInt16()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> ShiftLeft(Vector256<short> value, int count) => value << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> ShiftRight(Vector256<short> value, int count) => value >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Abs(Vector256<short> value) => Avx2.Abs(value).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> WithSignOf(Vector256<short> value, Vector256<short> sign) => Avx2.Sign(value, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Descale(Vector256<int> low, Vector256<int> high, int shift)
    {
        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        return Avx2.PackSignedSaturate((low + half) >> shift, (high + half) >> shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> DescaleDown(Vector256<int> low, Vector256<int> high, int shift)
    {
        Vector256<int> half = Vector256.Create((1 << (shift - 1)) - 1);
        return Avx2.PackSignedSaturate((low + half) >> shift, (high + half) >> shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> RoundedHalf(Vector256<short> value) => (value + Vector256<short>.One) >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> PackSamples(Vector256<short> low, Vector256<short> high) =>
        (Avx2.PackSignedSaturate(low, high).AsByte() ^ Vector256.Create((byte)128)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<short> Low, Vector256<short> High) Zip8(Vector256<short> left, Vector256<short> right) =>
        (Avx2.UnpackLow(left.AsByte(), right.AsByte()).AsInt16(), Avx2.UnpackHigh(left.AsByte(), right.AsByte()).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<short> Low, Vector256<short> High) Zip16(Vector256<short> left, Vector256<short> right) =>
        (Avx2.UnpackLow(left, right), Avx2.UnpackHigh(left, right));
}
