namespace Cog.Codecs.WebP.Lossy;

/// <summary>What macroblocks of a segment have in common (RFC 6386 section 9.3): factors of their coefficients.</summary>
/// <param name="LumaDc">Factor of the first coefficient of luma.</param>
/// <param name="LumaAc">Factor of the others.</param>
/// <param name="SecondDc">Factor of the first coefficient of the first coefficients ("Y2").</param>
/// <param name="SecondAc">Factor of the others.</param>
/// <param name="ChromaDc">Factor of the first coefficient of chroma.</param>
/// <param name="ChromaAc">Factor of the others.</param>
internal readonly record struct Segment(int LumaDc, int LumaAc, int SecondDc, int SecondAc, int ChromaDc, int ChromaAc)
{
    private const int MaxIndex = 127,
        MaxChromaDcIndex = 117; // That of 132: section 9.6.

    // Section 14.1.
    // csharpier-ignore
    private static ReadOnlySpan<byte> Dc =>
    [
        4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 25, 25, 26, 27, 28,
        29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58,
        59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89,
        91, 93, 95, 96, 98, 100, 101, 102, 104, 106, 108, 110, 112, 114, 116, 118,
        122, 124, 126, 128, 130, 132, 134, 136, 138, 140, 143, 145, 148, 151, 154, 157,
    ];

    // csharpier-ignore
    private static ReadOnlySpan<ushort> Ac =>
    [
        4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
        36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76,
        78, 80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 119, 122, 125, 128, 131, 134, 137, 140,
        143, 146, 149, 152, 155, 158, 161, 164, 167, 170, 173, 177, 181, 185, 189, 193, 197, 201, 205, 209,
        213, 217, 221, 225, 229, 234, 239, 245, 249, 254, 259, 264, 269, 274, 279, 284,
    ];

    /// <summary>Looks factors up.</summary>
    /// <param name="index">The segment's.</param>
    /// <param name="deltas">What the frame adds to it: for luma's DC, "Y2" DC and AC, chroma DC and AC.</param>
    public static Segment Of(int index, ReadOnlySpan<int> deltas) =>
        new(
            Dc[Math.Clamp(index + deltas[0], 0, MaxIndex)],
            Ac[Math.Clamp(index, 0, MaxIndex)],
            2 * Dc[Math.Clamp(index + deltas[1], 0, MaxIndex)],
            Math.Max(8, Ac[Math.Clamp(index + deltas[2], 0, MaxIndex)] * 155 / 100),
            Dc[Math.Clamp(index + deltas[3], 0, MaxChromaDcIndex)],
            Ac[Math.Clamp(index + deltas[4], 0, MaxIndex)]
        );
}
