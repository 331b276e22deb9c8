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

        bool isRgb = options.ColorInterpretation is { } names
            ? names is ["red", "green", "blue", ..] && raster.Bands >= 3
            : raster.Bands == 3 && raster.SampleType == SampleType.UInt8;
        return isRgb ? PhotometricInterpretation.Rgb : PhotometricInterpretation.MinIsBlack;
    }

    /// <summary>Tag 338: 2 for a band called alpha, else 0, unspecified (TIFF 6.0 section 18).</summary>
    public static ushort[] ExtraSamples(IReadOnlyList<string>? names, int bands, int extra)
    {
        ushort[] values = new ushort[extra];
        for (int i = 0; i < extra; i++)
        {
            int band = bands - extra + i;
            values[i] = (ushort)(names is not null && band < names.Count && names[band] == "alpha" ? 2 : 0);
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
