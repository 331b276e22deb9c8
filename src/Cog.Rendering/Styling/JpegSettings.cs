namespace Cog.Rendering.Styling;

/// <summary>How JPEG pictures are compressed.</summary>
internal sealed record JpegSettings
{
    public static JpegSettings Default { get; } = new();

    /// <summary>1 to 100, as libjpeg counts.</summary>
    public int Quality { get; init; } = 85; // TiTiler's profile.

    /// <summary>True: colours have half the resolution of brightness both ways (4:2:0); false: all of it (4:4:4).</summary>
    public bool HalvesChroma { get; init; } = true;

    /// <summary>
    /// True: Huffman codes are made for the picture, which costs a second pass and saves some bytes in a hundred; false: the customary
    /// ones.
    /// </summary>
    public bool OptimizesCodes { get; init; }
}
