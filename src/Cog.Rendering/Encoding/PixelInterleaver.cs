namespace Cog.Rendering.Encoding;

/// <summary>Planes of bytes to chunky pixels.</summary>
internal static class PixelInterleaver
{
    /// <summary>Three planes to pixels of 3 bytes.</summary>
    public static void Rgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> pixels)
    {
        // The lengths, said once, spare the loop its range checks.
        green = green[..red.Length];
        blue = blue[..red.Length];
        for (int i = 0; i < red.Length && pixels.Length >= 3; i++, pixels = pixels[3..])
        {
            pixels[0] = red[i];
            pixels[1] = green[i];
            pixels[2] = blue[i];
        }
    }

    /// <summary>Four planes to pixels of 4 bytes, red lowest in memory.</summary>
    public static void Rgba(
        ReadOnlySpan<byte> red,
        ReadOnlySpan<byte> green,
        ReadOnlySpan<byte> blue,
        ReadOnlySpan<byte> alpha,
        Span<uint> pixels
    )
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        alpha = alpha[..red.Length];
        pixels = pixels[..red.Length];
        for (int i = 0; i < red.Length; i++)
        {
            pixels[i] = red[i] | ((uint)green[i] << 8) | ((uint)blue[i] << 16) | ((uint)alpha[i] << 24);
        }
    }

    /// <summary>Three planes to pixels of 4 bytes, opaque.</summary>
    public static void Rgba(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<uint> pixels)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        pixels = pixels[..red.Length];
        for (int i = 0; i < red.Length; i++)
        {
            pixels[i] = red[i] | ((uint)green[i] << 8) | ((uint)blue[i] << 16) | 0xFF00_0000;
        }
    }
}
