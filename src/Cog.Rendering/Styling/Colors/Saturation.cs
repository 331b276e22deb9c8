namespace Cog.Rendering.Styling.Colors;

/// <summary>Saturation: the chroma of CIE L*C*h, multiplied.</summary>
/// <remarks>
/// CIE 15: XYZ of sRGB's primaries with the white point D65, then L*a*b*. Chroma is the length of (a*, b*), so that both are multiplied,
/// and the angle between them, the hue, stays.
/// </remarks>
internal static class Saturation
{
    private const double WhiteX = 0.95047,
        WhiteZ = 1.08883,
        Delta = 6.0 / 29,
        Offset = 4.0 / 29;

    /// <summary>Changes the first three bands.</summary>
    /// <param name="picture">Bytes: red, green, blue.</param>
    /// <param name="factor">0 makes it grey, 1 leaves it.</param>
    public static void Apply(Raster picture, double factor)
    {
        Span<byte> red = picture.BandBytes(0),
            green = picture.BandBytes(1)[..red.Length],
            blue = picture.BandBytes(2)[..red.Length];
        int last = -1;
        (byte Red, byte Green, byte Blue) found = default;
        for (int i = 0; i < red.Length; i++)
        {
            int color = red[i] | (green[i] << 8) | (blue[i] << 16);
            if (color != last)
            {
                last = color;
                found = Of(SrgbCurve.ToLinear(red[i]), SrgbCurve.ToLinear(green[i]), SrgbCurve.ToLinear(blue[i]), factor);
            }

            (red[i], green[i], blue[i]) = found;
        }
    }

    /// <summary>Changes a colour of linear light.</summary>
    public static (byte Red, byte Green, byte Blue) Of(double red, double green, double blue, double factor)
    {
        double x = Root(((red * 0.4124564) + (green * 0.3575761) + (blue * 0.1804375)) / WhiteX),
            y = Root((red * 0.2126729) + (green * 0.7151522) + (blue * 0.0721750)),
            z = Root(((red * 0.0193339) + (green * 0.1191920) + (blue * 0.9503041)) / WhiteZ);

        // a* is 500 (x - y), b* is 200 (y - z), and L* depends on y alone: the factors of L*a*b* cancel out.
        x = WhiteX * Cube(y + ((x - y) * factor));
        z = WhiteZ * Cube(y + ((z - y) * factor));
        y = Cube(y);
        return (
            SrgbCurve.ToByte((x * 3.2404542) - (y * 1.5371385) - (z * 0.4985314)),
            SrgbCurve.ToByte((y * 1.8760108) - (x * 0.9692660) + (z * 0.0415560)),
            SrgbCurve.ToByte((x * 0.0556434) - (y * 0.2040259) + (z * 1.0572252))
        );
    }

    private static double Root(double value) => value > Delta * Delta * Delta ? Math.Cbrt(value) : (value / (3 * Delta * Delta)) + Offset;

    private static double Cube(double value) => value > Delta ? value * value * value : 3 * Delta * Delta * (value - Offset);
}
