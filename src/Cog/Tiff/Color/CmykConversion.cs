namespace Cog.Tiff.Color;

/// <summary>CMYK (TIFF 6.0 section 16): each colour is what ink and black leave of white, in whole numbers cut off.</summary>
internal sealed class CmykConversion : ColorConversion
{
    private CmykConversion() { }

    public static CmykConversion Instance { get; } = new();

    /// <inheritdoc/>
    public override int SamplesPerPixel => 4;

    /// <inheritdoc/>
    public override string SourceName => "CMYK";

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> stored, int storedSamplesPerPixel, Span<byte> shown)
    {
        for (; !shown.IsEmpty; shown = shown[4..], stored = stored[storedSamplesPerPixel..])
        {
            int white = 255 - stored[3];
            shown[0] = (byte)(white * (255 - stored[0]) / 255);
            shown[1] = (byte)(white * (255 - stored[1]) / 255);
            shown[2] = (byte)(white * (255 - stored[2]) / 255);
            shown[3] = 255;
        }
    }
}
