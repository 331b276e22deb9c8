using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>The loop filters of VP8 (RFC 6386 section 15): 16 places along an edge at once, four pixels on each side of it.</summary>
/// <remarks>Unsafe: edges lie inside a <see cref="Plane"/>, of which the frame's macroblocks are whole.</remarks>
internal static unsafe class LoopFilter
{
    /// <summary>Filters one macroblock of luma by the simple filter.</summary>
    /// <param name="strength">Its own.</param>
    /// <param name="pixels">Its first pixel.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="edges">Which edges: of the macroblock to the left and above, and those inside.</param>
    public static void Simple(FilterStrength strength, byte* pixels, int stride, FilterEdges edges)
    {
        Vector128<byte> outer = Vector128.Create((byte)(strength.Limit + 4)),
            inner = Vector128.Create((byte)strength.Limit);
        if (edges.Left)
        {
            SimpleAcross(pixels, stride, outer);
        }

        for (int x = 4; edges.Inside && x < 16; x += 4)
        {
            SimpleAcross(pixels + x, stride, inner);
        }

        if (edges.Above)
        {
            SimpleDown(pixels, stride, outer);
        }

        for (int y = 4; edges.Inside && y < 16; y += 4)
        {
            SimpleDown(pixels + (y * stride), stride, inner);
        }
    }

    /// <summary>Filters one macroblock of luma.</summary>
    public static void Luma(FilterStrength strength, byte* pixels, int stride, FilterEdges edges)
    {
        var outer = new Thresholds(strength, 4);
        var inner = new Thresholds(strength, 0);
        byte* lower = pixels + (8 * stride);
        if (edges.Left)
        {
            Across(pixels, lower, stride, outer, isMacroblockEdge: true);
        }

        for (int x = 4; edges.Inside && x < 16; x += 4)
        {
            Across(pixels + x, lower + x, stride, inner, isMacroblockEdge: false);
        }

        if (edges.Above)
        {
            Down(pixels, pixels + 8, stride, outer, isMacroblockEdge: true);
        }

        for (int y = 4; edges.Inside && y < 16; y += 4)
        {
            byte* row = pixels + (y * stride);
            Down(row, row + 8, stride, inner, isMacroblockEdge: false);
        }
    }

    /// <summary>Filters one macroblock of both kinds of chroma.</summary>
    public static void Chroma(FilterStrength strength, (nint U, nint V) pixels, int stride, FilterEdges edges)
    {
        var outer = new Thresholds(strength, 4);
        var inner = new Thresholds(strength, 0);
        byte* u = (byte*)pixels.U;
        byte* v = (byte*)pixels.V;
        if (edges.Left)
        {
            Across(u, v, stride, outer, isMacroblockEdge: true);
        }

        if (edges.Inside)
        {
            Across(u + 4, v + 4, stride, inner, isMacroblockEdge: false);
        }

        if (edges.Above)
        {
            Down(u, v, stride, outer, isMacroblockEdge: true);
        }

        if (edges.Inside)
        {
            Down(u + (4 * stride), v + (4 * stride), stride, inner, isMacroblockEdge: false);
        }
    }

    private readonly struct Thresholds(FilterStrength strength, int more)
    {
        public readonly Vector128<byte> Edge = Vector128.Create((byte)(strength.Limit + more));
        public readonly Vector128<byte> Inner = Vector128.Create((byte)strength.InnerLimit);
        public readonly Vector128<byte> HighVariance = Vector128.Create((byte)strength.HighVariance);
    }

    // Four pixels before the edge, the nearest last, and four behind.
    private struct Pixels
    {
        public Vector128<byte> P3;
        public Vector128<byte> P2;
        public Vector128<byte> P1;
        public Vector128<byte> P0;
        public Vector128<byte> Q0;
        public Vector128<byte> Q1;
        public Vector128<byte> Q2;
        public Vector128<byte> Q3;
    }

    // Two runs of eight places: the halves of luma's 16, or U and V.
    private static void Down(byte* first, byte* second, int stride, in Thresholds thresholds, bool isMacroblockEdge)
    {
        var pixels = new Pixels
        {
            P3 = LoadHalves(first, second, -4 * stride),
            P2 = LoadHalves(first, second, -3 * stride),
            P1 = LoadHalves(first, second, -2 * stride),
            P0 = LoadHalves(first, second, -stride),
            Q0 = LoadHalves(first, second, 0),
            Q1 = LoadHalves(first, second, stride),
            Q2 = LoadHalves(first, second, 2 * stride),
            Q3 = LoadHalves(first, second, 3 * stride),
        };
        if (isMacroblockEdge)
        {
            FilterMacroblockEdge(ref pixels, thresholds);
            StoreHalves(pixels.P2, first, second, -3 * stride);
            StoreHalves(pixels.Q2, first, second, 2 * stride);
        }
        else
        {
            FilterSubblockEdge(ref pixels, thresholds);
        }

        StoreHalves(pixels.P1, first, second, -2 * stride);
        StoreHalves(pixels.P0, first, second, -stride);
        StoreHalves(pixels.Q0, first, second, 0);
        StoreHalves(pixels.Q1, first, second, stride);
    }

    private static void Across(byte* first, byte* second, int stride, in Thresholds thresholds, bool isMacroblockEdge)
    {
        Pixels pixels = LoadColumns(first - 4, second - 4, stride);
        if (isMacroblockEdge)
        {
            FilterMacroblockEdge(ref pixels, thresholds);
            StoreColumns(pixels, first - 4, second - 4, stride);
        }
        else
        {
            FilterSubblockEdge(ref pixels, thresholds);
            StoreFourColumns(pixels, first - 2, second - 2, stride);
        }
    }

    private static void SimpleDown(byte* pixels, int stride, Vector128<byte> limit)
    {
        var edge = new Pixels
        {
            P1 = Vector128.Load(pixels - (2 * stride)),
            P0 = Vector128.Load(pixels - stride),
            Q0 = Vector128.Load(pixels),
            Q1 = Vector128.Load(pixels + stride),
        };
        FilterSimply(ref edge, limit);
        edge.P0.Store(pixels - stride);
        edge.Q0.Store(pixels);
    }

    private static void SimpleAcross(byte* pixels, int stride, Vector128<byte> limit)
    {
        byte* lower = pixels + (8 * stride);
        Pixels edge = LoadColumns(pixels - 4, lower - 4, stride);
        FilterSimply(ref edge, limit);
        StoreFourColumns(edge, pixels - 2, lower - 2, stride);
    }

    // Section 15.2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterSimply(ref Pixels pixels, Vector128<byte> limit)
    {
        Vector128<sbyte> mask = IsBelow(EdgeDifference(pixels), limit).AsSByte(),
            p0 = ToSigned(pixels.P0),
            q0 = ToSigned(pixels.Q0);
        Adjust(ref p0, ref q0, Common(pixels, p0, q0, Vector128<sbyte>.AllBitsSet) & mask);
        pixels.P0 = ToUnsigned(p0);
        pixels.Q0 = ToUnsigned(q0);
    }

    // Section 15.3, inside a macroblock.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterSubblockEdge(ref Pixels pixels, in Thresholds thresholds)
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

    // Section 15.3, between macroblocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterMacroblockEdge(ref Pixels pixels, in Thresholds thresholds)
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
    private static Vector128<sbyte> Common(in Pixels pixels, Vector128<sbyte> p0, Vector128<sbyte> q0, Vector128<sbyte> usesOuter)
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
    private static Vector128<byte> EdgeDifference(in Pixels pixels)
    {
        Vector128<byte> near = Difference(pixels.P0, pixels.Q0),
            far = Difference(pixels.P1, pixels.Q1) & Vector128.Create((byte)0xFE);
        return Vector128.AddSaturate(Vector128.AddSaturate(near, near), (far.AsUInt16() >>> 1).AsByte());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> Mask(in Pixels pixels, in Thresholds thresholds)
    {
        Vector128<byte> largest = Vector128.Max(Difference(pixels.P3, pixels.P2), Difference(pixels.P2, pixels.P1));
        largest = Vector128.Max(largest, Difference(pixels.P1, pixels.P0));
        largest = Vector128.Max(largest, Difference(pixels.Q1, pixels.Q0));
        largest = Vector128.Max(largest, Difference(pixels.Q2, pixels.Q1));
        largest = Vector128.Max(largest, Difference(pixels.Q3, pixels.Q2));
        return (IsBelow(largest, thresholds.Inner) & IsBelow(EdgeDifference(pixels), thresholds.Edge)).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<sbyte> HighVariance(in Pixels pixels, in Thresholds thresholds)
    {
        Vector128<byte> larger = Vector128.Max(Difference(pixels.P1, pixels.P0), Difference(pixels.Q1, pixels.Q0));
        return ~IsBelow(larger, thresholds.HighVariance).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadHalves(byte* first, byte* second, int offset) =>
        Vector128.Create(*(ulong*)(first + offset), *(ulong*)(second + offset)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreHalves(Vector128<byte> pixels, byte* first, byte* second, int offset)
    {
        *(ulong*)(first + offset) = pixels.AsUInt64().ToScalar();
        *(ulong*)(second + offset) = pixels.AsUInt64().GetElement(1);
    }

    // Eight columns of 16 rows, of which the last eight may stand elsewhere. Each step takes rows that are twice as near by turns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Pixels LoadColumns(byte* first, byte* second, int stride)
    {
        Vector128<byte> rows08 = LoadRows(first, second, 0),
            rows19 = LoadRows(first, second, stride),
            rows2A = LoadRows(first, second, 2 * stride),
            rows3B = LoadRows(first, second, 3 * stride),
            rows4C = LoadRows(first, second, 4 * stride),
            rows5D = LoadRows(first, second, 5 * stride),
            rows6E = LoadRows(first, second, 6 * stride),
            rows7F = LoadRows(first, second, 7 * stride);

        // Columns 0 to 3 of rows 0, 4, 8, 12, then columns 4 to 7; and so on.
        Vector128<byte> low0 = Lanes.ZipLow8(rows08, rows4C),
            high0 = Lanes.ZipHigh8(rows08, rows4C),
            low1 = Lanes.ZipLow8(rows19, rows5D),
            high1 = Lanes.ZipHigh8(rows19, rows5D),
            low2 = Lanes.ZipLow8(rows2A, rows6E),
            high2 = Lanes.ZipHigh8(rows2A, rows6E),
            low3 = Lanes.ZipLow8(rows3B, rows7F),
            high3 = Lanes.ZipHigh8(rows3B, rows7F);

        // Columns 0 and 1 of even rows, and so on.
        Vector128<byte> even01 = Lanes.ZipLow8(low0, low2),
            even23 = Lanes.ZipHigh8(low0, low2),
            odd01 = Lanes.ZipLow8(low1, low3),
            odd23 = Lanes.ZipHigh8(low1, low3),
            even45 = Lanes.ZipLow8(high0, high2),
            even67 = Lanes.ZipHigh8(high0, high2),
            odd45 = Lanes.ZipLow8(high1, high3),
            odd67 = Lanes.ZipHigh8(high1, high3);
        return new()
        {
            P3 = Lanes.ZipLow8(even01, odd01),
            P2 = Lanes.ZipHigh8(even01, odd01),
            P1 = Lanes.ZipLow8(even23, odd23),
            P0 = Lanes.ZipHigh8(even23, odd23),
            Q0 = Lanes.ZipLow8(even45, odd45),
            Q1 = Lanes.ZipHigh8(even45, odd45),
            Q2 = Lanes.ZipLow8(even67, odd67),
            Q3 = Lanes.ZipHigh8(even67, odd67),
        };
    }

    // A row and the one eight below it, by turns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadRows(byte* first, byte* second, int offset) =>
        Lanes.ZipLow8(
            Vector128.CreateScalarUnsafe(*(ulong*)(first + offset)).AsByte(),
            Vector128.CreateScalarUnsafe(*(ulong*)(second + offset)).AsByte()
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreColumns(in Pixels pixels, byte* first, byte* second, int stride)
    {
        StoreEight(
            Lanes.ZipLow8(pixels.P3, pixels.P2),
            Lanes.ZipLow8(pixels.P1, pixels.P0),
            Lanes.ZipLow8(pixels.Q0, pixels.Q1),
            Lanes.ZipLow8(pixels.Q2, pixels.Q3),
            first,
            stride
        );
        StoreEight(
            Lanes.ZipHigh8(pixels.P3, pixels.P2),
            Lanes.ZipHigh8(pixels.P1, pixels.P0),
            Lanes.ZipHigh8(pixels.Q0, pixels.Q1),
            Lanes.ZipHigh8(pixels.Q2, pixels.Q3),
            second,
            stride
        );
    }

    // Eight rows of eight, from pairs of columns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreEight(
        Vector128<byte> columns01,
        Vector128<byte> columns23,
        Vector128<byte> columns45,
        Vector128<byte> columns67,
        byte* to,
        int stride
    )
    {
        Vector128<int> low0 = Lanes.ZipLow16(columns01.AsInt16(), columns23.AsInt16()).AsInt32(),
            low4 = Lanes.ZipHigh16(columns01.AsInt16(), columns23.AsInt16()).AsInt32(),
            high0 = Lanes.ZipLow16(columns45.AsInt16(), columns67.AsInt16()).AsInt32(),
            high4 = Lanes.ZipHigh16(columns45.AsInt16(), columns67.AsInt16()).AsInt32();
        StoreHalves(Lanes.ZipLow32(low0, high0).AsByte(), to, to + stride, 0);
        StoreHalves(Lanes.ZipHigh32(low0, high0).AsByte(), to, to + stride, 2 * stride);
        StoreHalves(Lanes.ZipLow32(low4, high4).AsByte(), to, to + stride, 4 * stride);
        StoreHalves(Lanes.ZipHigh32(low4, high4).AsByte(), to, to + stride, 6 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFourColumns(in Pixels pixels, byte* first, byte* second, int stride)
    {
        Vector128<short> lowP = Lanes.ZipLow8(pixels.P1, pixels.P0).AsInt16(),
            highP = Lanes.ZipHigh8(pixels.P1, pixels.P0).AsInt16(),
            lowQ = Lanes.ZipLow8(pixels.Q0, pixels.Q1).AsInt16(),
            highQ = Lanes.ZipHigh8(pixels.Q0, pixels.Q1).AsInt16();
        StoreFour(Lanes.ZipLow16(lowP, lowQ), first, stride);
        StoreFour(Lanes.ZipHigh16(lowP, lowQ), first + (4 * stride), stride);
        StoreFour(Lanes.ZipLow16(highP, highQ), second, stride);
        StoreFour(Lanes.ZipHigh16(highP, highQ), second + (4 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(Vector128<short> rows, byte* to, int stride)
    {
        *(uint*)to = rows.AsUInt32().ToScalar();
        *(uint*)(to + stride) = rows.AsUInt32().GetElement(1);
        *(uint*)(to + (2 * stride)) = rows.AsUInt32().GetElement(2);
        *(uint*)(to + (3 * stride)) = rows.AsUInt32().GetElement(3);
    }
}

/// <summary>Which edges of a macroblock are filtered.</summary>
/// <param name="Left">Its own to the left.</param>
/// <param name="Above">Its own above.</param>
/// <param name="Inside">Those between its subblocks.</param>
internal readonly record struct FilterEdges(bool Left, bool Above, bool Inside);
