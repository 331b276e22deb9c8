namespace Cog;

/// <summary>Tag 338, ExtraSamples (TIFF 6.0 section 18): what a sample beyond the colours is.</summary>
public enum ExtraSample : ushort
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>Opacity, by which the colours are multiplied already.</summary>
    AssociatedAlpha = 1,

    /// <summary>Opacity, by which they are not.</summary>
    UnassociatedAlpha = 2,
}
