using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>What vectors of 128 bits lack in the portable operations: one instruction on x64, some elsewhere.</summary>
/// <remarks>A zip takes lanes of both sides by turns: those of their lower halves, or of their upper ones.</remarks>
internal static class Lanes
{
    /// <summary>The high 16 bits of lanes times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> MultiplyHigh(Vector128<short> lanes, short factor) =>
        Sse2.IsSupported
            ? Sse2.MultiplyHigh(lanes, Vector128.Create(factor))
            : Vector128.Narrow((Vector128.WidenLower(lanes) * factor) >> 16, (Vector128.WidenUpper(lanes) * factor) >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipLow8(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackLow(left, right) : (Vector128.WidenLower(left) | (Vector128.WidenLower(right) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipHigh8(Vector128<byte> left, Vector128<byte> right) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(left, right) : (Vector128.WidenUpper(left) | (Vector128.WidenUpper(right) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipLow16(Vector128<short> left, Vector128<short> right) =>
        Sse2.IsSupported
            ? Sse2.UnpackLow(left, right)
            : (Vector128.WidenLower(left.AsUInt16()) | (Vector128.WidenLower(right.AsUInt16()) << 16)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipHigh16(Vector128<short> left, Vector128<short> right) =>
        Sse2.IsSupported
            ? Sse2.UnpackHigh(left, right)
            : (Vector128.WidenUpper(left.AsUInt16()) | (Vector128.WidenUpper(right.AsUInt16()) << 16)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ZipLow32(Vector128<int> left, Vector128<int> right) =>
        Sse2.IsSupported
            ? Sse2.UnpackLow(left, right)
            : (Vector128.WidenLower(left.AsUInt32()) | (Vector128.WidenLower(right.AsUInt32()) << 32)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> ZipHigh32(Vector128<int> left, Vector128<int> right) =>
        Sse2.IsSupported
            ? Sse2.UnpackHigh(left, right)
            : (Vector128.WidenUpper(left.AsUInt32()) | (Vector128.WidenUpper(right.AsUInt32()) << 32)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipLow64(Vector128<short> left, Vector128<short> right) =>
        Vector128.Create(left.GetLower(), right.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipHigh64(Vector128<short> left, Vector128<short> right) =>
        Vector128.Create(left.GetUpper(), right.GetUpper());
}
