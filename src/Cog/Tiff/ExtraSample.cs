namespace Cog;

/// <summary>Tag 338, ExtraSamples (TIFF 6.0 section 18): what a sample beyond the colours is.</summary>
public enum ExtraSample : ushort
{
    /// <summary>Unspecified data.</summary>
    Unspecified = 0,

    /// <summary>Alpha; the colours are premultiplied by it.</summary>
    AssociatedAlpha = 1,

    /// <summary>Alpha; the colours are not premultiplied.</summary>
    UnassociatedAlpha = 2,
}
