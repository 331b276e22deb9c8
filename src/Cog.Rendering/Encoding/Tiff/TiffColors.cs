using Cog.Rasters;
using Cog.Tiff;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>What the bands of a TIFF mean.</summary>
internal static class TiffColors
{
    public static PhotometricInterpretation PhotometricOf(Raster raster, EncodeOptions options)
    {
        if (raster.Bands == 1 && options.ColorMap is { } map && raster.SampleType is SampleType.UInt8 or SampleType.UInt16
            && map.Count / 3 <= 1 << (raster.SampleType.ByteSize() * 8))
        {
            return PhotometricInterpretation.Palette;
        }

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

    /// <summary>Tag 320 for samples of 8 or 16 bits, when the map came with samples of fewer: black beyond its end.</summary>
    public static ushort[] Resize(IReadOnlyList<ushort> map, int bits)
    {
        int count = map.Count / 3, size = 1 << bits;
        ushort[] resized = new ushort[3 * size];
        for (int i = 0; i < count; i++)
        {
            resized[i] = map[i];
            resized[size + i] = map[count + i];
            resized[(2 * size) + i] = map[(2 * count) + i];
        }

        return resized;
    }
}
