using System.Runtime.Intrinsics;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>128-bit lanes in the portable operations that every processor with vectors has: arm64, and x64 without AVX2.</summary>
internal readonly struct PortableLanes : ISimdLanes<Vector128<short>, Vector128<int>>
{
    public static int ByteCount => Vector128<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> LoadBytes(ReadOnlySpan<byte> bytes) => Vector128.Create(bytes).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePixels(Span<byte> pixels, Vector128<short> red, Vector128<short> green, Vector128<short> blue) =>
        Interleaver.Store(pixels, red.AsByte(), green.AsByte(), blue.AsByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load(ref readonly short start, int index) => Vector128.LoadUnsafe(in start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Widen(ref readonly byte start, int index) =>
        Vector128
            .WidenLower(
                Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in start), index))).AsByte()
            )
            .AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> LoadRow(ref readonly short start, int index) => Vector128.LoadUnsafe(in start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBlocks(Vector128<short> value, ref short start, int index) => value.StoreUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector128<short> value, ref byte start, int index)
    {
        Vector128<short> clamped = Vector128.Min(Vector128.Max(value, Vector128<short>.Zero), Vector128.Create((short)255));
        Vector128.Narrow(clamped, clamped).AsByte().GetLower().StoreUnsafe(ref start, (nuint)index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMeans(Vector128<short> sums, ref byte start, int index)
    {
        Vector128<int> pairs = (sums + Vector128.Create(0x0000_0002_0000_0001L).AsInt16()).AsInt32();
        Vector128<int> means = ((pairs & Vector128.Create(0xFFFF)) + (pairs >>> 16)) >> 2;
        Vector128<short> shorts = Vector128.Narrow(means, means);
        uint bytes = Vector128.Narrow(shorts, shorts).AsUInt32().ToScalar();
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, index), bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Create(short value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Add(Vector128<short> left, Vector128<short> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Subtract(Vector128<short> left, Vector128<short> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> left, Vector128<int> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Subtract(Vector128<int> left, Vector128<int> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<int> Low, Vector128<int> High) ShiftLeft13(Vector128<short> value) =>
        (Vector128.WidenLower(value) << 13, Vector128.WidenUpper(value) << 13);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<int> Low, Vector128<int> High) MultiplyAdd(
        Vector128<short> left,
        short leftFactor,
        Vector128<short> right,
        short rightFactor
    ) =>
        (
            (Vector128.WidenLower(left) * leftFactor) + (Vector128.WidenLower(right) * rightFactor),
            (Vector128.WidenUpper(left) * leftFactor) + (Vector128.WidenUpper(right) * rightFactor)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyHigh(Vector128<short> value, short factor) =>
        Vector128.Narrow((Vector128.WidenLower(value) * factor) >> 16, (Vector128.WidenUpper(value) * factor) >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyHighUnsigned(Vector128<short> left, Vector128<short> right)
    {
        Vector128<uint> low = Vector128.WidenLower(left.AsUInt16()) * Vector128.WidenLower(right.AsUInt16());
        Vector128<uint> high = Vector128.WidenUpper(left.AsUInt16()) * Vector128.WidenUpper(right.AsUInt16());
        return Vector128.Narrow(low >> 16, high >> 16).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ShiftLeft(Vector128<short> value, int count) => value << count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ShiftRight(Vector128<short> value, int count) => value >> count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Abs(Vector128<short> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> WithSignOf(Vector128<short> value, Vector128<short> sign)
    {
        Vector128<short> isNegative = sign >> 15;
        return (value ^ isNegative) - isNegative;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Descale(Vector128<int> low, Vector128<int> high, int shift)
    {
        Vector128<int> half = Vector128.Create(1 << (shift - 1));
        return Vector128.NarrowWithSaturation((low + half) >> shift, (high + half) >> shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> DescaleDown(Vector128<int> low, Vector128<int> high, int shift)
    {
        Vector128<int> half = Vector128.Create((1 << (shift - 1)) - 1);
        return Vector128.NarrowWithSaturation((low + half) >> shift, (high + half) >> shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> RoundedHalf(Vector128<short> value) => (value + Vector128<short>.One) >> 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> PackSamples(Vector128<short> low, Vector128<short> high) =>
        (Vector128.NarrowWithSaturation(low, high).AsByte() ^ Vector128.Create((byte)128)).AsInt16();

    // A zip is each left lane, widened, with the right one in the bits above it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<short> Low, Vector128<short> High) Zip8(Vector128<short> left, Vector128<short> right) =>
        (
            (Vector128.WidenLower(left.AsByte()) | (Vector128.WidenLower(right.AsByte()) << 8)).AsInt16(),
            (Vector128.WidenUpper(left.AsByte()) | (Vector128.WidenUpper(right.AsByte()) << 8)).AsInt16()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<short> Low, Vector128<short> High) Zip16(Vector128<short> left, Vector128<short> right) =>
        (
            (Vector128.WidenLower(left.AsUInt16()) | (Vector128.WidenLower(right.AsUInt16()) << 16)).AsInt16(),
            (Vector128.WidenUpper(left.AsUInt16()) | (Vector128.WidenUpper(right.AsUInt16()) << 16)).AsInt16()
        );
}
