namespace Cog.Codecs.WebP.Lossless;

/// <summary>The five prefix codes that a pixel is read with (WebP lossless specification, section 6.2.2).</summary>
internal readonly record struct PrefixGroup
{
    /// <summary>The code of green, of lengths of repeats, and of places in the colour cache.</summary>
    public required PrefixCode Green { get; init; }

    /// <summary>The code of red.</summary>
    public required PrefixCode Red { get; init; }

    /// <summary>The code of blue.</summary>
    public required PrefixCode Blue { get; init; }

    /// <summary>The code of alpha.</summary>
    public required PrefixCode Alpha { get; init; }

    /// <summary>The code of distances of repeats.</summary>
    public required PrefixCode Distance { get; init; }

    /// <summary>Red, blue and alpha where each is always the same, otherwise zero where it is not.</summary>
    public required uint Constant { get; init; }

    /// <summary>Whether nothing but green is coded.</summary>
    public bool IsGreenOnly => (Red.Mask | Blue.Mask | Alpha.Mask) == 0;
}
