namespace Cog.Hosting.Settings;

/// <summary>How JPEG pictures are compressed.</summary>
internal sealed record JpegOptions
{
    /// <summary>1 to 100, as libjpeg and Pillow count, 85. <c>COG_JPEG_QUALITY</c>.</summary>
    public int Quality { get; init; } = 85;

    /// <summary>
    /// Whether colours have half the resolution of brightness, 4:2:0; 4:4:4 keeps all of it: for thin coloured lines.
    /// <c>COG_JPEG_SUBSAMPLING</c>.
    /// </summary>
    public bool HalvesChroma { get; init; } = true;

    /// <summary>
    /// Whether each picture gets Huffman codes of its own, FALSE: some bytes in a hundred for two to three times the processor time.
    /// <c>COG_JPEG_OPTIMIZE</c>.
    /// </summary>
    public bool OptimizesCodes { get; init; }

    internal static JpegOptions Read(SettingReader settings, JpegOptions defaults) =>
        new()
        {
            Quality = settings.Integer(defaults.Quality, 1, 100, "COG_JPEG_QUALITY"),
            HalvesChroma = settings.Value(defaults.HalvesChroma, ParseSubsampling, "4:2:0 or 4:4:4", "COG_JPEG_SUBSAMPLING"),
            OptimizesCodes = settings.Flag(defaults.OptimizesCodes, "COG_JPEG_OPTIMIZE"),
        };

    private static bool? ParseSubsampling(string text) =>
        text switch
        {
            "4:2:0" => true,
            "4:4:4" => false,
            _ => null,
        };
}
