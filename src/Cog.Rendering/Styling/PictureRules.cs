using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Styling;

/// <summary>What a raster must be to be a picture.</summary>
internal static class PictureRules
{
    /// <summary>Fails unless the raster has 1 or 3 bands of a type that the format holds, and fits its largest size.</summary>
    /// <exception cref="FormatException">It does not; the message says what is possible.</exception>
    public static void Require(Raster raster, string format, bool allows16Bits, int maxSize)
    {
        if (raster.SampleType != SampleType.UInt8 && !(allows16Bits && raster.SampleType == SampleType.UInt16))
        {
            throw new FormatException(
                $"{format} holds {(allows16Bits ? "uint8 or uint16" : "uint8")} samples, these are "
                    + $"{raster.SampleType.NumPyName()}: choose a rescale, or npy or tif."
            );
        }

        RequireBands(raster.Bands);

        if (raster.Width < 1 || raster.Height < 1 || raster.Width > maxSize || raster.Height > maxSize)
        {
            throw new FormatException(
                $"{format} pictures have 1 to {maxSize} pixels a side; this one would have {raster.Width} × {raster.Height}."
            );
        }
    }

    /// <summary>How many bands of a raster are drawn: alpha that was asked for as the last of two or four is in the mask already.</summary>
    public static int BandsOf(int bands, BandColors colors) => bands is 2 or 4 && colors.AlphaPosition == bands - 1 ? bands - 1 : bands;

    /// <summary>Fails unless there are 1 or 3 bands, or 2 of a picture that has room for their mask beside them.</summary>
    /// <param name="bands">How many are drawn.</param>
    /// <param name="format">Null: PNG when a pixel is masked, else JPEG.</param>
    /// <param name="returnMask">Whether the mask becomes a part of the picture.</param>
    /// <exception cref="FormatException">There are others.</exception>
    public static void RequireBands(int bands, ImageFormat? format, bool returnMask)
    {
        if (bands != 2 || !returnMask || format is not (null or ImageFormat.Png or ImageFormat.WebP))
        {
            RequireBands(bands);
        }
    }

    /// <summary>Fails unless there are 1 or 3 bands.</summary>
    /// <exception cref="FormatException">There are others.</exception>
    public static void RequireBands(int bands)
    {
        if (bands is not (1 or 3))
        {
            throw new FormatException(
                $"A picture has 1 band (grey) or 3 (red, green, blue), these are {bands}: choose them with bidx, or npy or tif."
            );
        }
    }

    /// <summary>Fails unless bands take such colours.</summary>
    /// <param name="bands">How many are drawn.</param>
    /// <param name="map">The colour map; null for none.</param>
    /// <param name="formula">The colour formula; null for none.</param>
    /// <exception cref="FormatException">They do not; the message says which would.</exception>
    public static void RequireColors(int bands, ColorMap? map, ColorFormula? formula)
    {
        if (map is not null && bands != 1)
        {
            throw new FormatException($"A colour map colours 1 band, these are {bands}: choose one with bidx.");
        }

        formula?.RequireBands(bands);
    }

    /// <summary>True when a pixel is masked or partly transparent.</summary>
    public static bool IsMasked(Raster raster) => raster.Mask.ContainsAnyExcept((byte)255);
}
