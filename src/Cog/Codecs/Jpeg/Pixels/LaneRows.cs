namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>Eight rows of eight lanes: a block in each 128 bits.</summary>
internal struct LaneRows<TShorts>
    where TShorts : struct
{
    public TShorts R0;
    public TShorts R1;
    public TShorts R2;
    public TShorts R3;
    public TShorts R4;
    public TShorts R5;
    public TShorts R6;
    public TShorts R7;

    /// <summary>Makes columns of the rows of each block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose<TLanes, TInts>(ref LaneRows<TShorts> rows)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TInts : struct
    {
        // Three perfect shuffles of 8 x 8 lanes are its transpose.
        Shuffle<TLanes, TInts>(ref rows);
        Shuffle<TLanes, TInts>(ref rows);
        Shuffle<TLanes, TInts>(ref rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shuffle<TLanes, TInts>(ref LaneRows<TShorts> rows)
        where TLanes : struct, ISimdLanes<TShorts, TInts>
        where TInts : struct
    {
        (TShorts r0, TShorts r1) = TLanes.Zip16(rows.R0, rows.R4);
        (TShorts r2, TShorts r3) = TLanes.Zip16(rows.R1, rows.R5);
        (TShorts r4, TShorts r5) = TLanes.Zip16(rows.R2, rows.R6);
        (TShorts r6, TShorts r7) = TLanes.Zip16(rows.R3, rows.R7);
        (rows.R0, rows.R1, rows.R2, rows.R3) = (r0, r1, r2, r3);
        (rows.R4, rows.R5, rows.R6, rows.R7) = (r4, r5, r6, r7);
    }
}
