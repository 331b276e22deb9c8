namespace Cog.Rendering.Encoding.Png;

/// <summary>Colour type of IHDR (PNG specification, third edition, section 11.2.1).</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}

/// <summary>Fills one row, unfiltered.</summary>
internal delegate void PngRowSource(int y, Span<byte> row);

/// <summary>A picture reduced to what PNG stores.</summary>
/// <param name="ColorType">What a pixel is.</param>
/// <param name="BitDepth">Bits of a sample or a palette index.</param>
/// <param name="Rows">Gives the rows.</param>
internal sealed record PngImage(PngColorType ColorType, int BitDepth, PngRowSource Rows)
{
    /// <summary>PLTE: three bytes a colour.</summary>
    public byte[] Palette { get; init; } = [];

    /// <summary>Pixels are of at most 256 colours: rows repeat rather than change by little, so that filters only disturb.</summary>
    public bool HasFewColors { get; init; }

    public int BitsPerPixel =>
        BitDepth
        * ColorType switch
        {
            PngColorType.Rgb => 3,
            PngColorType.GrayAlpha => 2,
            PngColorType.Rgba => 4,
            _ => 1,
        };
}
