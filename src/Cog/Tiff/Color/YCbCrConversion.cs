namespace Cog.Tiff.Color;

/// <summary>
/// YCbCr (TIFF 6.0 section 21) of the precision that libtiff has: fixed point of 16 bits, chroma cut to whole numbers first.
/// </summary>
internal sealed class YCbCrConversion : ColorConversion
{
    private const int Shift = 16,
        Half = 1 << (Shift - 1);

    // CCIR 601-1, and full range: the defaults of section 21.
    private static readonly float[] s_luma = [0.299f, 0.587f, 0.114f];
    private static readonly float[] s_reference = [0, 255, 128, 255, 128, 255];

    private readonly int[] _luma = new int[256];
    private readonly int[] _red = new int[256];
    private readonly int[] _greenOfRed = new int[256];
    private readonly int[] _greenOfBlue = new int[256];
    private readonly int[] _blue = new int[256];

    /// <param name="coefficients">Tag 529: the shares of red, green and blue in luma.</param>
    /// <param name="reference">Tag 532: the codes of black and white for Y, then of 0 and the most for Cb and Cr.</param>
    public YCbCrConversion(double[]? coefficients, double[]? reference)
    {
        float[] luma =
            coefficients is { Length: 3 } && coefficients.All(double.IsFinite) && coefficients[1] != 0
                ? Array.ConvertAll(coefficients, c => (float)c)
                : s_luma;
        float[] codes =
            reference is { Length: 6 } && reference.All(double.IsFinite) ? Array.ConvertAll(reference, c => (float)c) : s_reference;
        float redChroma = 2 - (2 * luma[0]),
            blueChroma = 2 - (2 * luma[2]);
        int red = Fixed(redChroma),
            blue = Fixed(blueChroma);
        int greenOfRed = -Fixed(luma[0] * redChroma / luma[1]),
            greenOfBlue = -Fixed(luma[2] * blueChroma / luma[1]);

        for (int i = 0; i < 256; i++)
        {
            int cb = Value(i - 128, codes[2] - 128, codes[3] - 128, 127),
                cr = Value(i - 128, codes[4] - 128, codes[5] - 128, 127);
            _luma[i] = Value(i, codes[0], codes[1], 255);
            _red[i] = ((red * cr) + Half) >> Shift;
            _blue[i] = ((blue * cb) + Half) >> Shift;
            _greenOfRed[i] = greenOfRed * cr;
            _greenOfBlue[i] = (greenOfBlue * cb) + Half;
        }
    }

    /// <inheritdoc/>
    public override int SamplesPerPixel => 3;

    /// <inheritdoc/>
    public override string SourceName => "YCbCr";

    /// <inheritdoc/>
    public override void Convert(ReadOnlySpan<byte> stored, int storedSamplesPerPixel, Span<byte> shown)
    {
        for (; !shown.IsEmpty; shown = shown[3..], stored = stored[storedSamplesPerPixel..])
        {
            int luma = _luma[stored[0]],
                cb = stored[1],
                cr = stored[2];
            shown[0] = Clamp(luma + _red[cr]);
            shown[1] = Clamp(luma + ((_greenOfBlue[cb] + _greenOfRed[cr]) >> Shift));
            shown[2] = Clamp(luma + _blue[cb]);
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static int Fixed(float factor) => (int)((Math.Clamp(factor, 0f, 2f) * (1 << Shift)) + 0.5);

    /// <summary>A code as a number of its range, cut off; what a mad reference makes of it is held to what fits the tables.</summary>
    private static int Value(int code, float black, float white, float range)
    {
        float span = white - black == 0 ? 1 : white - black;
        return (int)Math.Clamp((code - Math.Truncate(black)) * range / span, -4096f, 4096f);
    }
}
