namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>
/// Packs 12-bit samples as TIFF stores them, and as libtiff hands them out: two in three bytes, high bits first, rows on byte boundaries.
/// </summary>
internal static class TwelveBitPacker
{
    /// <summary>Packs one row.</summary>
    /// <param name="samples">0-4095.</param>
    /// <param name="output">(12 * samples + 7) / 8 bytes.</param>
    public static void Pack(ReadOnlySpan<ushort> samples, Span<byte> output)
    {
        for (; samples.Length >= 2; samples = samples[2..], output = output[3..])
        {
            output[0] = (byte)(samples[0] >> 4);
            output[1] = (byte)((samples[0] << 4) | (samples[1] >> 8));
            output[2] = (byte)samples[1];
        }

        if (samples.Length == 1)
        {
            output[0] = (byte)(samples[0] >> 4);
            output[1] = (byte)(samples[0] << 4);
        }
    }
}
