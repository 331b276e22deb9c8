namespace Cog.Rendering.Algorithms;

/// <summary>The brightness of a colour by ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.</summary>
internal static class Luma
{
    /// <summary>Of three values; the order of the steps decides which whole number 255, 255, 255 becomes.</summary>
    public static double Of(double red, double green, double blue) => (red * 299 / 1000) + (green * 587 / 1000) + (blue * 114 / 1000);

    /// <summary>Reads a row of the first three bands.</summary>
    /// <param name="input">The bands.</param>
    /// <param name="row">From 0.</param>
    /// <param name="luma">A number for each pixel.</param>
    /// <param name="mask">Its opacity, 0 where one of the three is masked.</param>
    /// <param name="scratch">Room for two rows of numbers and one of masks.</param>
    public static void Read(AlgorithmInput input, int row, Span<double> luma, Span<byte> mask, LumaScratch scratch)
    {
        int width = luma.Length;
        Span<double> green = scratch.Numbers.AsSpan(0, width),
            blue = scratch.Numbers.AsSpan(width, width);
        Span<byte> other = scratch.Mask.AsSpan(0, width);
        input.Read(0, row, luma, mask);
        input.Read(1, row, green, other);
        Exclude(other, mask);
        input.Read(2, row, blue, other);
        Exclude(other, mask);
        for (int i = 0; i < width; i++)
        {
            luma[i] = Of(luma[i], green[i], blue[i]);
        }
    }

    private static void Exclude(ReadOnlySpan<byte> other, Span<byte> mask)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = Math.Min(mask[i], other[i]);
        }
    }
}

/// <summary>Memory that <see cref="Luma.Read"/> uses again and again.</summary>
internal readonly record struct LumaScratch(double[] Numbers, byte[] Mask)
{
    /// <summary>For rows of so many pixels.</summary>
    public static LumaScratch Of(int width) => new(new double[2 * width], new byte[width]);
}
