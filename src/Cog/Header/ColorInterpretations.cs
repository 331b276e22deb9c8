using Cog.Tiff;

namespace Cog.Header;

/// <summary>What each sample means, by GDAL's rule (GTiffRasterBand's constructor and the <c>colorinterp</c> items of its metadata).</summary>
internal static class ColorInterpretations
{
    private static readonly string[] s_rgb = ["red", "green", "blue"];
    private static readonly string[] s_inks = ["cyan", "magenta", "yellow", "black"];
    private static readonly string[] s_rgba = [.. s_rgb, "alpha"];

    // GDALGetColorInterpretationByName; newer GDAL has more, which older ones and rasterio read as undefined.
    private static readonly HashSet<string> s_names =
        ["undefined", "gray", "palette", "red", "green", "blue", "alpha", "hue", "saturation", "lightness", "cyan", "magenta", "yellow", "black"];

    public static string[] Of(Ifd image, GdalMetadata metadata)
    {
        string[] names = new string[image.SamplesPerPixel];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = image.ColorConversion is null ? OfSample(image, i) : s_rgba[i];
        }

        // Bitmaps and colours shown as RGB have band classes of their own in GDAL, which know of no items.
        if (IsBitmap(image) || image.ColorConversion is not null)
        {
            return names;
        }

        foreach (GdalMetadataItem item in metadata.Items)
        {
            if (string.Equals(item.Role, "colorinterp", StringComparison.OrdinalIgnoreCase) && item.Band is { } band && band < names.Length)
            {
                string name = item.Value.ToLowerInvariant();
                names[band] = s_names.Contains(name) ? name : "undefined";
            }
        }

        return names;
    }

    private static string OfSample(Ifd image, int sample)
    {
        if (sample == 0 && (image.ColorMap is not null || IsBitmap(image) || image is { Photometric: PhotometricInterpretation.MinIsWhite, BitsPerSample: <= 8 }))
        {
            return "palette"; // GDAL makes one for what is white at 0.
        }

        if (image.Photometric == PhotometricInterpretation.Separated && sample < s_inks.Length)
        {
            return s_inks[sample];
        }

        bool isRgb = image.Photometric is PhotometricInterpretation.Rgb or PhotometricInterpretation.YCbCr;
        if (isRgb && sample < s_rgb.Length)
        {
            return s_rgb[sample];
        }

        if (sample == 0 && image.Photometric == PhotometricInterpretation.MinIsBlack)
        {
            return "gray";
        }

        int extra = sample - (image.SamplesPerPixel - image.ExtraSamples.Count);
        return extra >= 0 && image.ExtraSamples[extra] is 1 or 2 ? "alpha" : "undefined";
    }

    // One bit a pixel is a bitmap to GDAL: a palette of two colours.
    private static bool IsBitmap(Ifd image) => image is { BitsPerSample: 1, SamplesPerPixel: 1 };
}
