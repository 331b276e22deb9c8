using System.Runtime.Intrinsics;

namespace Cog.Codecs;

internal static partial class FloatingPointPredictor
{
    /// <summary>The same as <see cref="JoinPlanes"/> on a little-endian machine.</summary>
    /// <remarks>
    /// Lanes: 16 samples at a time, one vector from each plane; neighbours are widened and joined, bytes to 16 bits, those to 32, those to
    /// 64.
    /// Tail, and 24-bit samples: the scalar loop. Only moves bytes, so equality is exact.
    /// </remarks>
    internal static void JoinPlanesVectorized(ReadOnlySpan<byte> planes, Span<byte> row, int sampleBytes)
    {
        int samples = row.Length / sampleBytes;
        ref byte from = ref MemoryMarshal.GetReference(planes);
        ref byte to = ref MemoryMarshal.GetReference(row);
        int i = 0;

        if (sampleBytes is 2 or 4 or 8)
        {
            for (; i + 16 <= samples; i += 16)
            {
                ref byte at = ref Unsafe.Add(ref to, i * sampleBytes);
                switch (sampleBytes)
                {
                    case 2:
                        (Vector128<ushort> low16, Vector128<ushort> high16) = Join(ref from, i, samples, 0);
                        Store(low16.AsByte(), high16.AsByte(), ref at, 0);
                        break;
                    case 4:
                        Join32(ref from, i, samples, 0, out var a, out var b);
                        Store(a.Lower.AsByte(), a.Upper.AsByte(), ref at, 0);
                        Store(b.Lower.AsByte(), b.Upper.AsByte(), ref at, 32);
                        break;
                    default:
                        Join32(ref from, i, samples, 0, out var highA, out var highB);
                        Join32(ref from, i, samples, 4, out var lowA, out var lowB);
                        Store64(lowA.Lower, highA.Lower, ref at, 0);
                        Store64(lowA.Upper, highA.Upper, ref at, 32);
                        Store64(lowB.Lower, highB.Lower, ref at, 64);
                        Store64(lowB.Upper, highB.Upper, ref at, 96);
                        break;
                }
            }
        }

        JoinPlanes(planes, row, sampleBytes, i);
    }

    /// <summary>16 samples of two planes, the first the more significant, as 16-bit words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<ushort> Lower, Vector128<ushort> Upper) Join(ref byte planes, int i, int samples, int plane)
    {
        Vector128<byte> high = Vector128.LoadUnsafe(ref planes, (nuint)(((long)plane * samples) + i));
        Vector128<byte> low = Vector128.LoadUnsafe(ref planes, (nuint)(((plane + 1L) * samples) + i));
        return (
            Vector128.WidenLower(low) | (Vector128.WidenLower(high) << 8),
            Vector128.WidenUpper(low) | (Vector128.WidenUpper(high) << 8)
        );
    }

    /// <summary>16 samples of four planes as 32-bit words: the first eight, the last eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join32(
        ref byte planes,
        int i,
        int samples,
        int plane,
        out (Vector128<uint> Lower, Vector128<uint> Upper) first,
        out (Vector128<uint> Lower, Vector128<uint> Upper) last
    )
    {
        (Vector128<ushort> high0, Vector128<ushort> high1) = Join(ref planes, i, samples, plane);
        (Vector128<ushort> low0, Vector128<ushort> low1) = Join(ref planes, i, samples, plane + 2);
        first = (
            Vector128.WidenLower(low0) | (Vector128.WidenLower(high0) << 16),
            Vector128.WidenUpper(low0) | (Vector128.WidenUpper(high0) << 16)
        );
        last = (
            Vector128.WidenLower(low1) | (Vector128.WidenLower(high1) << 16),
            Vector128.WidenUpper(low1) | (Vector128.WidenUpper(high1) << 16)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store64(Vector128<uint> low, Vector128<uint> high, ref byte to, int offset) =>
        Store(
            (Vector128.WidenLower(low) | (Vector128.WidenLower(high) << 32)).AsByte(),
            (Vector128.WidenUpper(low) | (Vector128.WidenUpper(high) << 32)).AsByte(),
            ref to,
            offset
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> first, Vector128<byte> second, ref byte to, int offset)
    {
        first.StoreUnsafe(ref to, (nuint)offset);
        second.StoreUnsafe(ref to, (nuint)(offset + 16));
    }
}
