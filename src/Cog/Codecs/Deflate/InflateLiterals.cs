namespace Cog.Codecs.Deflate;

/// <summary>Writes what an entry of literals holds, and moves on: by reference, which costs a few per cent less than a
/// result.</summary>
internal unsafe interface ILiterals
{
    static abstract void Put(uint entry, ref byte* to);
}

/// <summary>Of tables whose entries stand for one.</summary>
internal readonly unsafe struct OneLiteral : ILiterals
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(uint entry, ref byte* to)
    {
        *to++ = (byte)(entry >> InflateTables.LiteralShift);
    }
}

/// <summary>Of tables whose entries may stand for two.</summary>
internal readonly unsafe struct TwoLiterals : ILiterals
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(uint entry, ref byte* to)
    {
        to[0] = (byte)(entry >> InflateTables.LiteralShift);
        to[1] = (byte)(entry >> (InflateTables.LiteralShift + 8));
        to += (entry >> InflateTables.LiteralCountShift) & 3;
    }
}
