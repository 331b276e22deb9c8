using System.Globalization;
using Cog.Header;
using Cog.Rendering.Styling;
using Cog.Tiff;

namespace Cog.Api.Info;

/// <summary>The colour table that GDAL, and so rio-tiler, sees in a file.</summary>
internal static class Palette
{
    /// <summary>Entry to red, green, blue, alpha, 0 … 255; null when samples are not indexes.</summary>
    public static IReadOnlyDictionary<string, int[]>? Of(CogHeader header)
    {
        Ifd image = header.Image;
        if (image.Photometric == PhotometricInterpretation.Palette && image.ColorMap is { } tag)
        {
            ColorMap map = ColorMap.FromTag(tag);
            return Table(map.Count, i => (map[i].Red, map[i].Green, map[i].Blue, IsNoData(header, i)));
        }

        // GDAL gives a table to what has none in the file: to bitmaps, and to counts of darkness.
        bool isInverted = image.Photometric == PhotometricInterpretation.MinIsWhite;
        bool isBitmap = image is { SamplesPerPixel: 1, BitsPerSample: 1 };
        if (isBitmap || (isInverted && image.BitsPerSample <= 16))
        {
            int count = 1 << image.BitsPerSample;
            return Table(count, i =>
            {
                int gray = 255 * (isInverted ? count - 1 - i : i) / (count - 1);
                return (gray, gray, gray, false);
            });
        }

        return null;
    }

    private static bool IsNoData(CogHeader header, int index) => header.NoData?.Value == index;

    private static Dictionary<string, int[]> Table(int count, Func<int, (int Red, int Green, int Blue, bool IsTransparent)> colorOf)
    {
        var table = new Dictionary<string, int[]>(count);
        for (int i = 0; i < count; i++)
        {
            (int red, int green, int blue, bool isTransparent) = colorOf(i);
            table[i.ToString(CultureInfo.InvariantCulture)] = [red, green, blue, isTransparent ? 0 : 255];
        }

        return table;
    }
}
