namespace Cog.Codecs.WebP.Lossy;

/// <summary>How 16 × 16 pixels are coded (RFC 6386 section 11).</summary>
internal struct Macroblock
{
    /// <summary>Whose factors and filter it has.</summary>
    public byte Segment;

    /// <summary>Whether none of its coefficients is coded.</summary>
    public bool IsSkipped;

    /// <summary>Whether each subblock of luma is predicted in a way of its own.</summary>
    public bool HasSubblockModes;

    /// <summary>The mode of luma as a whole.</summary>
    public PredictionMode LumaMode;

    /// <summary>The mode of chroma.</summary>
    public PredictionMode ChromaMode;

    /// <summary>The modes of the subblocks.</summary>
    public SubblockModes Subblocks;
}

/// <summary>One for each of the 16 subblocks of luma, row by row.</summary>
[InlineArray(16)]
internal struct SubblockModes
{
    private SubblockMode _first;
}

/// <summary>How a whole block is predicted (RFC 6386 section 8.2).</summary>
internal enum PredictionMode : byte
{
    Dc,
    Vertical,
    Horizontal,
    TrueMotion,
}

/// <summary>How a subblock is predicted (RFC 6386 section 11.2), in the order of the specification's numbers.</summary>
internal enum SubblockMode : byte
{
    Dc,
    TrueMotion,
    Vertical,
    Horizontal,
    LeftDown,
    RightDown,
    VerticalRight,
    VerticalLeft,
    HorizontalDown,
    HorizontalUp,
}
