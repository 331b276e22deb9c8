using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>Four pixels before an edge, the nearest last, and four behind it, at 16 places along the edge.</summary>
/// <remarks>Unsafe: all that is loaded and stored lies inside a <see cref="Plane"/>.</remarks>
internal unsafe struct EdgePixels
{
    public Vector128<byte> P3;
    public Vector128<byte> P2;
    public Vector128<byte> P1;
    public Vector128<byte> P0;
    public Vector128<byte> Q0;
    public Vector128<byte> Q1;
    public Vector128<byte> Q2;
    public Vector128<byte> Q3;

    /// <summary>Two runs of eight pixels: the halves of luma's 16, or U and V.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> LoadHalves(byte* first, byte* second, int offset) =>
        Vector128.Create(*(ulong*)(first + offset), *(ulong*)(second + offset)).AsByte();

    /// <summary>Stores them where they were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreHalves(Vector128<byte> pixels, byte* first, byte* second, int offset)
    {
        *(ulong*)(first + offset) = pixels.AsUInt64().ToScalar();
        *(ulong*)(second + offset) = pixels.AsUInt64().GetElement(1);
    }

    /// <summary>Eight columns of 16 rows, of which the last eight may stand elsewhere.</summary>
    // Each step takes rows that are twice as near by turns.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EdgePixels LoadColumns(byte* first, byte* second, int stride)
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

    /// <summary>Stores all eight columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreColumns(byte* first, byte* second, int stride)
    {
        StoreEight(Lanes.ZipLow8(P3, P2), Lanes.ZipLow8(P1, P0), Lanes.ZipLow8(Q0, Q1), Lanes.ZipLow8(Q2, Q3), first, stride);
        StoreEight(Lanes.ZipHigh8(P3, P2), Lanes.ZipHigh8(P1, P0), Lanes.ZipHigh8(Q0, Q1), Lanes.ZipHigh8(Q2, Q3), second, stride);
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

    /// <summary>Stores the two columns on each side of the edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFourColumns(byte* first, byte* second, int stride)
    {
        Vector128<short> lowP = Lanes.ZipLow8(P1, P0).AsInt16(),
            highP = Lanes.ZipHigh8(P1, P0).AsInt16(),
            lowQ = Lanes.ZipLow8(Q0, Q1).AsInt16(),
            highQ = Lanes.ZipHigh8(Q0, Q1).AsInt16();
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
