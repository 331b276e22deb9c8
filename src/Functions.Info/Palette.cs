using System.Globalization;
using Cog.Header;
using Cog.Tiff;

namespace Functions.Info;

/// <summary>Tag 320 as rio-tiler shows it.</summary>
internal static class Palette
{
    /// <summary>Entry to red, green, blue, alpha, 0 … 255; null unless the image is a palette one.</summary>
    public static IReadOnlyDictionary<string, int[]>? Of(CogHeader header)
    {
        if (header.Image.Photometric != PhotometricInterpretation.Palette || header.Image.ColorMap is not { } map)
        {
            return null;
        }

        int count = map.Length / 3;
        var colors = new Dictionary<string, int[]>(count);
        for (int i = 0; i < count; i++)
        {
            // GDAL: the nodata entry is transparent, the others are opaque; sixteen bits lose the lower eight.
            int alpha = header.NoData?.Value == i ? 0 : 255;
            colors[i.ToString(CultureInfo.InvariantCulture)] = [map[i] >> 8, map[count + i] >> 8, map[(2 * count) + i] >> 8, alpha];
        }

        return colors;
    }
}
