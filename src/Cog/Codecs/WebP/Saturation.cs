using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cog.Codecs.WebP;

/// <summary>Arithmetic on bytes whose results do not fit into bytes.</summary>
internal static class Saturation
{
    /// <summary>Lanes as bytes, those outside of 0 to 255 made one of them; in the lower half, and again in the upper one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector128<short> lanes) => ToBytes(lanes, lanes);

    /// <summary>The same for twice as many lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBytes(Vector128<short> low, Vector128<short> high)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.PackUnsignedSaturate(low, high);
        }

        Vector128<short> most = Vector128.Create((short)255);
        return Vector128.Narrow(
            Vector128.Min(Vector128.Max(low, Vector128<short>.Zero), most).AsUInt16(),
            Vector128.Min(Vector128.Max(high, Vector128<short>.Zero), most).AsUInt16()
        );
    }

    /// <summary>The sum of the differences of four bytes, none of them negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Distance(uint left, uint right)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.SumAbsoluteDifferences(Vector128.CreateScalar(left).AsByte(), Vector128.CreateScalar(right).AsByte())
                .AsInt32()
                .ToScalar();
        }

        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8)
        {
            sum += Math.Abs((int)(byte)(left >> shift) - (byte)(right >> shift));
        }

        return sum;
    }
}
