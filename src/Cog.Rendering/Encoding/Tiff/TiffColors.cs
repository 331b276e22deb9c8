using Cog.Tiff;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>What the bands of a TIFF mean.</summary>
internal static class TiffColors
{
    public static PhotometricInterpretation PhotometricOf(Raster raster, EncodeOptions options)
    {
        bool isRgb = options.ColorInterpretation is { } meanings
            ? meanings is [ColorInterpretation.Red, ColorInterpretation.Green, ColorInterpretation.Blue, ..] && raster.Bands >= 3
            : raster.Bands == 3 && raster.SampleType == SampleType.UInt8;
        return isRgb ? PhotometricInterpretation.Rgb : PhotometricInterpretation.MinIsBlack;
    }

    /// <summary>Tag 338: unassociated for a band that is alpha, else unspecified (TIFF 6.0 section 18).</summary>
    public static ushort[] ExtraSamples(IReadOnlyList<ColorInterpretation>? meanings, int bands, int extra)
    {
        ushort[] values = new ushort[extra];
        for (int i = 0; i < extra; i++)
        {
            int band = bands - extra + i;
            bool isAlpha = meanings is not null && band < meanings.Count && meanings[band] == ColorInterpretation.Alpha;
            values[i] = (ushort)(isAlpha ? ExtraSample.UnassociatedAlpha : ExtraSample.Unspecified);
        }

        return values;
    }
}
