namespace Cog.Tiff.Color;

/// <summary>CIE L*a*b* of 8 bits (TIFF 6.0 section 23), by way of XYZ to a monitor like sRGB's.</summary>
/// <remarks>
/// L* is 0 … 255 for 0 … 100; a* and b* are signed. The monitor is libtiff's: black of luminance 1 and white of 100 in each channel, an
/// exponent of 2.4 and no linear part, looked up in 1500 steps. Arithmetic is single precision, since steps are cut off, not rounded.
/// </remarks>
internal sealed class CieLabConversion : ColorConversion
{
    private const int Steps = 1500;
    private const float Black = 1,
        White = 100;

    // CIE D50, the white point where tag 318 gives none.
    private const float D50X = 96.4250f,
        D50Y = 100,
        D50Z = 82.4680f;

    private static readonly byte[] s_levels =
    [
        .. Enumerable.Range(0, Steps + 1).Select(i => (byte)((255 * (float)Math.Pow((double)i / Steps, 1 / (double)2.4f)) + 0.5)),
    ];

    private static readonly CieLabConversion s_d50 = new(D50X / (D50X + D50Y + D50Z), D50Y / (D50X + D50Y + D50Z));

    private readonly float _whiteX;
    private readonly float _whiteZ;

    private CieLabConversion(float x, float y)
    {
        _whiteX = x / y * White;
        _whiteZ = (1 - x - y) / y * White;
    }

    /// <inheritdoc/>
    public override int SamplesPerPixel => 4;

    /// <inheritdoc/>
    public override string SourceName => "CIELAB";

    /// <summary>The view for a white point, CIE x and y; D50 without one, or with one that is not a colour.</summary>
    public static CieLabConversion Of(double[]? whitePoint) =>
        whitePoint is [> 0 and < 1 and var x, > 0 and < 1 and var y, ..] ? new((float)x, (float)y) : s_d50;

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> stored, int storedSamplesPerPixel, Span<byte> shown)
    {
        for (; !shown.IsEmpty; shown = shown[4..], stored = stored[storedSamplesPerPixel..])
        {
            float lightness = stored[0] * 257 * 100f / 65_535;
            float luminance,
                cube;
            if (lightness < 8.856f)
            {
                luminance = lightness * White / 903.292f;
                cube = (7.787f * (luminance / White)) + (16f / 116);
            }
            else
            {
                cube = (lightness + 16) / 116;
                luminance = White * cube * cube * cube;
            }

            float x = _whiteX * Uncube(((sbyte)stored[1] / 500f) + cube);
            float z = _whiteZ * Uncube(cube - ((sbyte)stored[2] / 200f));

            // XYZ to linear RGB, IEC 61966-2-1.
            shown[0] = Level((3.2410f * x) + (-1.5374f * luminance) + (-0.4986f * z));
            shown[1] = Level((-0.9692f * x) + (1.8760f * luminance) + (0.0416f * z));
            shown[2] = Level((0.0556f * x) + (-0.2040f * luminance) + (1.0570f * z));
            shown[3] = 255;
        }
    }

    private static float Uncube(float root) => root < 0.2069f ? (root - 0.13793f) / 7.787f : root * root * root;

    private static byte Level(float luminance) =>
        s_levels[(int)((Math.Clamp(luminance, Black, White) - Black) / ((White - Black) / Steps))];
}
