namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>
/// The factors of the rotations in libjpeg's accurate DCT ("islow"), forward and inverse: sums of the method's constants, times 2^13.
/// </summary>
/// <remarks>
/// C. Loeffler, A. Ligtenberg, G. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989. A factor is named by
/// the coefficients that it belongs to.
/// </remarks>
internal static class DctFactors
{
    public const int FractionBits = 13;

    public const short C2 = 4433; // 0.541196100
    public const short C2Plus = 10703; // 0.541196100 + 0.765366865
    public const short C2Minus = -10704; // 0.541196100 - 1.847759065
    public const short C3 = 9633; // 1.175875602
    public const short C3Minus = -6436; // 1.175875602 - 1.961570560
    public const short C3Plus = 6437; // 1.175875602 - 0.390180644
    public const short A7 = -4927; // 0.298631336 - 0.899976223
    public const short A71 = -7373; // -0.899976223
    public const short A1 = 4926; // 1.501321110 - 0.899976223
    public const short A5 = -4176; // 2.053119869 - 2.562915447
    public const short A53 = -20995; // -2.562915447
    public const short A3 = 4177; // 3.072711026 - 2.562915447
}
