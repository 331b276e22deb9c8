namespace Cog.Header;

/// <summary>The colour table that GDAL, and so rasterio, sees in a file.</summary>
internal static class Colormap
{
    /// <summary>Value to red, green, blue, alpha, in order; null when samples are not indexes.</summary>
    public static IReadOnlyDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>? Of(CogHeader header)
    {
        Ifd image = header.Image;
        if (image.Photometric == PhotometricInterpretation.Palette && image.ColorMap is { } tag)
        {
            // Tag 320 (TIFF 6.0 section 5): all reds, then greens, then blues, 16 bits each.
            int entries = tag.Length / 3,
                divisor = DivisorOf(tag);
            return Table(entries, i =>
                (
                    (byte)(tag[i] / divisor),
                    (byte)(tag[entries + i] / divisor),
                    (byte)(tag[(2 * entries) + i] / divisor),
                    (byte)(header.NoData?.Value == i ? 0 : 255)
                )
            );
        }

        // GDAL gives a table to what has none in the file: to bitmaps, and to counts of darkness.
        bool isInverted = image.Photometric == PhotometricInterpretation.MinIsWhite;
        bool isBitmap = image is { SamplesPerPixel: 1, BitsPerSample: 1 };
        if (!isBitmap && !(isInverted && image.BitsPerSample <= 16))
        {
            return null;
        }

        int count = 1 << image.BitsPerSample;
        return Table(count, i =>
        {
            byte gray = (byte)(255 * (isInverted ? count - 1 - i : i) / (count - 1));
            return (gray, gray, gray, 255);
        });
    }

    /// <summary>
    /// To 8 bits as GDAL does: by 257, which 0xFFFF asks for; by 256 when every value is a multiple of that (writers that shift by 8 bits);
    /// as they are when none exceeds 255 (writers that took the tag for bytes).
    /// </summary>
    private static int DivisorOf(ushort[] tag) =>
        Array.TrueForAll(tag, v => v <= 255) ? 1
        : Array.TrueForAll(tag, v => v % 256 == 0) ? 256
        : 257;

    private static OrderedDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)> Table(
        int count,
        Func<int, (byte Red, byte Green, byte Blue, byte Alpha)> colorOf
    )
    {
        var table = new OrderedDictionary<int, (byte Red, byte Green, byte Blue, byte Alpha)>(count);
        for (int i = 0; i < count; i++)
        {
            table.Add(i, colorOf(i));
        }

        return table;
    }
}
