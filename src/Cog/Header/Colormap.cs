namespace Cog.Header;

/// <summary>The colour table that GDAL, and so rasterio, sees in a file.</summary>
/// <remarks>
/// Tag 320, in which the nodata value is transparent, whether the samples are said to be indexes or counts of light or darkness. And what
/// no file holds: black and white for one bit a pixel (GTiffBitmapBand), and white to black for samples of up to 16 bits that count
/// darkness (PhotometricInterpretation 0; the samples themselves are not inverted).
/// </remarks>
internal static class Colormap
{
    /// <summary>Whether a file has one.</summary>
    public static bool IsIn(CogHeader header)
    {
        Ifd image = header.Image;
        return IsIndexed(image)
            || (image.Photometric == PhotometricInterpretation.MinIsWhite && image.BitsPerSample <= 16)
            || image is { BitsPerSample: 1, SamplesPerPixel: 1 };
    }

    /// <summary>Value to red, green, blue, alpha, in order; null when samples are not indexes.</summary>
    public static IReadOnlyDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>? Of(CogHeader header)
    {
        if (ColorsOf(header) is not { } colors)
        {
            return null;
        }

        var table = new OrderedDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>(colors.Length);
        for (int i = 0; i < colors.Length; i++)
        {
            uint color = colors[i];
            table.Add(i, ((byte)color, (byte)(color >> 8), (byte)(color >> 16), (byte)(color >> 24)));
        }

        return table;
    }

    /// <summary>The colours of the values from 0 on, red in the lowest byte, alpha in the highest; null as above.</summary>
    public static uint[]? ColorsOf(CogHeader header)
    {
        Ifd image = header.Image;
        if (!IsIn(header))
        {
            return null;
        }

        if (!IsIndexed(image))
        {
            return Grays(1 << image.BitsPerSample, image.Photometric == PhotometricInterpretation.MinIsWhite);
        }

        uint[] colors = FromTag(image.ColorMap!);
        if (header.NoData?.Value is { } noData && noData >= 0 && noData < colors.Length)
        {
            colors[(int)noData] &= 0x00FF_FFFF;
        }

        return colors;
    }

    /// <summary>Tag 320 (TIFF 6.0 section 5): all reds, then greens, then blues, 16 bits each.</summary>
    /// <remarks>
    /// To 8 bits as GDAL does: by 257, which 0xFFFF asks for; by 256 when every value is a multiple of that (writers that shift by 8 bits);
    /// as they are when none exceeds 255 (writers that took the tag for bytes).
    /// </remarks>
    public static uint[] FromTag(ushort[] tag)
    {
        int count = tag.Length / 3;
        int divisor =
            Array.TrueForAll(tag, v => v <= 255) ? 1
            : Array.TrueForAll(tag, v => v % 256 == 0) ? 256
            : 257;
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            colors[i] = Pack((byte)(tag[i] / divisor), (byte)(tag[count + i] / divisor), (byte)(tag[(2 * count) + i] / divisor));
        }

        return colors;
    }

    // Of colours, a table says nothing.
    private static bool IsIndexed(Ifd image) =>
        image.ColorMap is not null
        && image.Photometric
            is PhotometricInterpretation.Palette
                or PhotometricInterpretation.MinIsBlack
                or PhotometricInterpretation.MinIsWhite
                or PhotometricInterpretation.TransparencyMask;

    private static uint[] Grays(int count, bool isInverted)
    {
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            byte gray = (byte)(255 * (isInverted ? count - 1 - i : i) / (count - 1));
            colors[i] = Pack(gray, gray, gray);
        }

        return colors;
    }

    private static uint Pack(byte red, byte green, byte blue) => red | ((uint)green << 8) | ((uint)blue << 16) | 0xFF00_0000;
}
