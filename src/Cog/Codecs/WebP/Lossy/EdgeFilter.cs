using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>The arithmetic of VP8's loop filters (RFC 6386 section 15), at 16 places of an edge at once.</summary>
internal static class EdgeFilter
{
    /// <summary>The simple filter of section 15.2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Simple(ref EdgePixels pixels, Vector128<byte> limit)
    {
        Vector128<sbyte> mask = IsBelow(EdgeDifference(pixels), limit).AsSByte(),
            p0 = ToSigned(pixels.P0),
            q0 = ToSigned(pixels.Q0);
        Adjust(ref p0, ref q0, Common(pixels, p0, q0, Vector128<sbyte>.AllBitsSet) & mask);
        pixels.P0 = ToUnsigned(p0);
        pixels.Q0 = ToUnsigned(q0);
    }

    /// <summary>The filter of section 15.3 between subblocks of a macroblock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubblockEdge(ref EdgePixels pixels, in FilterThresholds thresholds)
    {
        Vector128<sbyte> mask = Mask(pixels, thresholds),
            isHigh = HighVariance(pixels, thresholds),
            p0 = ToSigned(pixels.P0),
            q0 = ToSigned(pixels.Q0);
        Vector128<sbyte> change = Adjust(ref p0, ref q0, Common(pixels, p0, q0, isHigh) & mask);

        // Half of it, rounded up, one pixel farther.
        Vector128<sbyte> half = Vector128.AndNot(ShiftRight1(change + Vector128<sbyte>.One), isHigh);
        pixels.P1 = ToUnsigned(Vector128.AddSaturate(ToSigned(pixels.P1), half));
        pixels.Q1 = ToUnsigned(Vector128.SubtractSaturate(ToSigned(pixels.Q1), half));
        pixels.P0 = ToUnsigned(p0);
        pixels.Q0 = ToUnsigned(q0);
    }

    /// <summary>The filter of section 15.3 between macroblocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MacroblockEdge(ref EdgePixels pixels, in FilterThresholds thresholds)
    {
        Vector128<sbyte> mask = Mask(pixels, thresholds),
            isHigh = HighVariance(pixels, thresholds),
            p0 = ToSigned(pixels.P0),
            q0 = ToSigned(pixels.Q0);
        Vector128<sbyte> common = Common(pixels, p0, q0, Vector128<sbyte>.AllBitsSet) & mask;
        Adjust(ref p0, ref q0, common & isHigh);

        // 27, 18 and 9 128ths.
        common = Vector128.AndNot(common, isHigh);
        Vector128<short> low = Vector128.WidenLower(common) * 9,
            high = Vector128.WidenUpper(common) * 9,
            rounding = Vector128.Create((short)63);
        Vector128<sbyte> ninth = Share(low + rounding, high + rounding),
            eighteenth = Share(low + low + rounding, high + high + rounding),
            most = Share(low + low + low + rounding, high + high + high + rounding);
        pixels.P2 = ToUnsigned(Vector128.AddSaturate(ToSigned(pixels.P2), ninth));
        pixels.Q2 = ToUnsigned(Vector128.SubtractSaturate(ToSigned(pixels.Q2), ninth));
        pixels.P1 = ToUnsigned(Vector128.AddSaturate(ToSigned(pixels.P1), eighteenth));
        pixels.Q1 = ToUnsigned(Vector128.SubtractSaturate(ToSigned(pixels.Q1), eighteenth));
        pixels.P0 = ToUnsigned(Vector128.AddSaturate(p0, most));
        pixels.Q0 = ToUnsigned(Vector128.SubtractSaturate(q0, most));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Share(Vector128<short> low, Vector128<short> high) =>
        Vector128.NarrowWithSaturation(low >> 7, high >> 7);

    // clamp(clamp(p1 - q1) + 3 * (q0 - p0)), the first part where it is wanted.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Common(in EdgePixels pixels, Vector128<sbyte> p0, Vector128<sbyte> q0, Vector128<sbyte> usesOuter)
    {
        Vector128<sbyte> outer = Vector128.SubtractSaturate(ToSigned(pixels.P1), ToSigned(pixels.Q1)) & usesOuter,
            inner = Vector128.SubtractSaturate(q0, p0);
        return Vector128.AddSaturate(Vector128.AddSaturate(Vector128.AddSaturate(outer, inner), inner), inner);
    }

    // An eighth is taken from what is behind the edge and given to what is before; returns what was taken.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Adjust(ref Vector128<sbyte> p0, ref Vector128<sbyte> q0, Vector128<sbyte> common)
    {
        Vector128<sbyte> taken = ShiftRight3(Vector128.AddSaturate(common, Vector128.Create((sbyte)4))),
            given = ShiftRight3(Vector128.AddSaturate(common, Vector128.Create((sbyte)3)));
        q0 = Vector128.SubtractSaturate(q0, taken);
        p0 = Vector128.AddSaturate(p0, given);
        return taken;
    }

    // Bytes have no shift that keeps the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> ShiftRight3(Vector128<sbyte> lanes)
    {
        Vector128<byte> shifted = (lanes.AsUInt16() >>> 3).AsByte() & Vector128.Create((byte)0x1F),
            sign = Vector128.Create((byte)0x10);
        return ((shifted ^ sign) - sign).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> ShiftRight1(Vector128<sbyte> lanes)
    {
        Vector128<byte> shifted = (lanes.AsUInt16() >>> 1).AsByte() & Vector128.Create((byte)0x7F),
            sign = Vector128.Create((byte)0x40);
        return ((shifted ^ sign) - sign).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> ToSigned(Vector128<byte> pixels) => (pixels ^ Vector128.Create((byte)128)).AsSByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> ToUnsigned(Vector128<sbyte> pixels) => pixels.AsByte() ^ Vector128.Create((byte)128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Difference(Vector128<byte> left, Vector128<byte> right) =>
        Vector128.SubtractSaturate(left, right) | Vector128.SubtractSaturate(right, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> IsBelow(Vector128<byte> value, Vector128<byte> limit) =>
        Vector128.Equals(Vector128.SubtractSaturate(value, limit), Vector128<byte>.Zero);

    // 2 * |p0 - q0| + |p1 - q1| / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> EdgeDifference(in EdgePixels pixels)
    {
        Vector128<byte> near = Difference(pixels.P0, pixels.Q0),
            far = Difference(pixels.P1, pixels.Q1) & Vector128.Create((byte)0xFE);
        return Vector128.AddSaturate(Vector128.AddSaturate(near, near), (far.AsUInt16() >>> 1).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Mask(in EdgePixels pixels, in FilterThresholds thresholds)
    {
        Vector128<byte> largest = Vector128.Max(Difference(pixels.P3, pixels.P2), Difference(pixels.P2, pixels.P1));
        largest = Vector128.Max(largest, Difference(pixels.P1, pixels.P0));
        largest = Vector128.Max(largest, Difference(pixels.Q1, pixels.Q0));
        largest = Vector128.Max(largest, Difference(pixels.Q2, pixels.Q1));
        largest = Vector128.Max(largest, Difference(pixels.Q3, pixels.Q2));
        return (IsBelow(largest, thresholds.Inner) & IsBelow(EdgeDifference(pixels), thresholds.Edge)).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> HighVariance(in EdgePixels pixels, in FilterThresholds thresholds)
    {
        Vector128<byte> larger = Vector128.Max(Difference(pixels.P1, pixels.P0), Difference(pixels.Q1, pixels.Q0));
        return ~IsBelow(larger, thresholds.HighVariance).AsSByte();
    }
}

/// <summary>What the filters compare differences of pixels with, sixteen times.</summary>
/// <param name="strength">Of the macroblock.</param>
/// <param name="more">Added to the limit of the edge: 4 between macroblocks.</param>
internal readonly struct FilterThresholds(FilterStrength strength, int more)
{
    public readonly Vector128<byte> Edge = Vector128.Create((byte)(strength.Limit + more));
    public readonly Vector128<byte> Inner = Vector128.Create((byte)strength.InnerLimit);
    public readonly Vector128<byte> HighVariance = Vector128.Create((byte)strength.HighVariance);
}
