namespace Cog.Header;

/// <summary>
/// What each sample means, by GDAL's rule (GTiffRasterBand's constructor and the <c>colorinterp</c> items of its metadata).
/// </summary>
internal static class ColorInterpretations
{
    private static readonly ColorInterpretation[] s_rgba =
    [
        ColorInterpretation.Red,
        ColorInterpretation.Green,
        ColorInterpretation.Blue,
        ColorInterpretation.Alpha,
    ];
    private static readonly ColorInterpretation[] s_inks =
    [
        ColorInterpretation.Cyan,
        ColorInterpretation.Magenta,
        ColorInterpretation.Yellow,
        ColorInterpretation.Black,
    ];

    /// <summary>rasterio's name.</summary>
    public static string Name(this ColorInterpretation meaning) =>
        meaning switch
        {
            ColorInterpretation.Gray => "gray",
            ColorInterpretation.Palette => "palette",
            ColorInterpretation.Red => "red",
            ColorInterpretation.Green => "green",
            ColorInterpretation.Blue => "blue",
            ColorInterpretation.Alpha => "alpha",
            ColorInterpretation.Hue => "hue",
            ColorInterpretation.Saturation => "saturation",
            ColorInterpretation.Lightness => "lightness",
            ColorInterpretation.Cyan => "cyan",
            ColorInterpretation.Magenta => "magenta",
            ColorInterpretation.Yellow => "yellow",
            ColorInterpretation.Black => "black",
            _ => "undefined",
        };

    /// <summary>The meanings of all samples.</summary>
    public static ColorInterpretation[] Of(Ifd image, GdalMetadata metadata)
    {
        var meanings = new ColorInterpretation[image.SamplesPerPixel];
        for (int i = 0; i < meanings.Length; i++)
        {
            meanings[i] = image.ColorConversion is null ? OfSample(image, i) : s_rgba[i];
        }

        // Bitmaps and colours shown as RGB have band classes of their own in GDAL, which know of no items.
        if (IsBitmap(image) || image.ColorConversion is not null)
        {
            return meanings;
        }

        foreach (GdalMetadataItem item in metadata.Items)
        {
            if (
                string.Equals(item.Role, "colorinterp", StringComparison.OrdinalIgnoreCase)
                && item.Band is { } band
                && band < meanings.Length
            )
            {
                meanings[band] = Parse(item.Value);
            }
        }

        return meanings;
    }

    // GDALGetColorInterpretationByName; newer GDAL has more, which older ones and rasterio read as undefined.
    private static ColorInterpretation Parse(string name) =>
        Array.Find(Enum.GetValues<ColorInterpretation>(), meaning =>
            string.Equals(meaning.Name(), name, StringComparison.OrdinalIgnoreCase)
        );

    private static ColorInterpretation OfSample(Ifd image, int sample)
    {
        if (
            sample == 0
            && (
                image.ColorMap is not null
                || IsBitmap(image)
                || image is { Photometric: PhotometricInterpretation.MinIsWhite, BitsPerSample: <= 16 }
            )
        )
        {
            return ColorInterpretation.Palette; // GDAL makes one for what is white at 0.
        }

        if (image.Photometric == PhotometricInterpretation.Separated && sample < s_inks.Length)
        {
            return s_inks[sample];
        }

        bool isRgb = image.Photometric is PhotometricInterpretation.Rgb or PhotometricInterpretation.YCbCr;
        if (isRgb && sample < 3)
        {
            return s_rgba[sample];
        }

        if (sample == 0 && image.Photometric == PhotometricInterpretation.MinIsBlack)
        {
            return ColorInterpretation.Gray;
        }

        int extra = sample - (image.SamplesPerPixel - image.ExtraSamples.Count);
        return extra >= 0 && image.ExtraSamples[extra] is ExtraSample.AssociatedAlpha or ExtraSample.UnassociatedAlpha
            ? ColorInterpretation.Alpha
            : ColorInterpretation.Undefined;
    }

    // One bit a pixel is a bitmap to GDAL: a palette of two colours.
    private static bool IsBitmap(Ifd image) => image is { BitsPerSample: 1, SamplesPerPixel: 1 };
}
