using Cog.Rasters;
using Cog.Tiff;

namespace Cog.Rendering.Encoding.Tiff;

/// <summary>What the bands of a TIFF mean.</summary>
internal static class TiffColors
{
    public static PhotometricInterpretation PhotometricOf(Raster raster, EncodeOptions options)
    {
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
}
