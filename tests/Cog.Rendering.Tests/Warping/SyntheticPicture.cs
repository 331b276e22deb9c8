using Cog.Testing;
using Cog.Tiff;

namespace Cog.Rendering.Tests.Warping;

/// <summary>The picture that <c>tests/data/warp/make_crs.py</c> warps: slopes, and a pattern of single pixels.</summary>
internal static class SyntheticPicture
{
    public const int Size = 200;

    /// <summary>The pixels.</summary>
    public static byte[] Pixels { get; } =
        [.. Enumerable.Range(0, Size * Size).Select(i => ValueAt(i % Size, i / Size))];

    /// <summary>The mean difference of two neighbouring pixels: what one pixel of misplacement does.</summary>
    public static double Steepness { get; } = Enumerable.Range(0, Size * (Size - 1)).Average(i => Math.Abs(Pixels[i] - Pixels[i + Size]))
        + Enumerable.Range(1, (Size * Size) - 1).Average(i => Math.Abs(Pixels[i] - Pixels[i - 1]));

    /// <summary>A file of it.</summary>
    /// <param name="code">The CRS's EPSG or ESRI code.</param>
    /// <param name="isGeographic">True for longitude and latitude.</param>
    public static IfdBuilder Ifd(int code, bool isGeographic) =>
        new IfdBuilder(Size, Size).Striped(Size).WithBlocks(Pixels)
            .With(TagId.GeoKeyDirectory, FieldType.Short, 1, 1, 0, 3, 1024, 0, 1, isGeographic ? 2 : 1, 1025, 0, 1, 1, isGeographic ? 2048 : 3072, 0, 1, code);

    private static byte ValueAt(int x, int y) => (byte)(20 + (2 * Slope(x, 29)) + (2 * Slope(y, 37)) + (((x * 7) + (y * 13)) % 11 * 3));

    private static int Slope(int n, int period) => Math.Abs((n % (2 * period)) - period);
}
