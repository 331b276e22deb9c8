namespace Cog.Codecs.WebP.Lossy;

/// <summary>The coefficients of one macroblock, and which of its blocks have any.</summary>
internal unsafe struct Residuals
{
    /// <summary>Shorts: 16 blocks of luma, 4 of each chroma, 16 coefficients each, and the 16 first ones of luma.</summary>
    public const int Coefficients = 25 * 16;

    /// <summary>Where they are; zero where none was coded, so cleared when they have been used.</summary>
    public short* Values;

    /// <summary>Two bits a block of luma, the first block highest: see <see cref="BlockKind"/>.</summary>
    public uint Luma;

    /// <summary>The same for chroma, the first block lowest, V behind U.</summary>
    public uint Chroma;
}

/// <summary>What a block's coefficients ask of its transform.</summary>
internal enum BlockKind
{
    /// <summary>None is there.</summary>
    Empty,

    /// <summary>The first one alone.</summary>
    Flat,

    /// <summary>None behind the third: the first, the one to its right and the one below it.</summary>
    Sparse,

    /// <summary>Any.</summary>
    Full,
}
