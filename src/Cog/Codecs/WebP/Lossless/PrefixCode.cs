namespace Cog.Codecs.WebP.Lossless;

/// <summary>Where the table of a prefix code stands in <see cref="PrefixTables"/>.</summary>
/// <param name="Offset">Its first entry.</param>
/// <param name="Mask">The bits of the stream that are its index.</param>
internal readonly record struct PrefixCode(int Offset, uint Mask)
{
    /// <summary>Whether there is one symbol alone, which costs no bits.</summary>
    public bool IsConstant => Mask == 0;
}
