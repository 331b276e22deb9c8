namespace Cog.Codecs.WebP.Lossless;

/// <summary>Arithmetic on the four bytes of a pixel at once.</summary>
internal static class PixelBytes
{
    /// <summary>Sums, each modulo 256.</summary>
    public static uint Add(uint left, uint right) => ((left & 0x7F7F_7F7F) + (right & 0x7F7F_7F7F)) ^ ((left ^ right) & 0x8080_8080);

    /// <summary>Means, each rounded down.</summary>
    public static uint Average(uint left, uint right) => (((left ^ right) & 0xFEFE_FEFE) >> 1) + (left & right);
}
