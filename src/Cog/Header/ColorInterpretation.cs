namespace Cog;

/// <summary>What a band means, GDAL's GDALColorInterp. The names in lower case are rasterio's.</summary>
public enum ColorInterpretation
{
    /// <summary>Not said, or of a kind that has no name here.</summary>
    Undefined,

    /// <summary>Shades of grey.</summary>
    Gray,

    /// <summary>Indexes of a colour table.</summary>
    Palette,

    /// <summary>Of RGB.</summary>
    Red,

    /// <summary>Of RGB.</summary>
    Green,

    /// <summary>Of RGB.</summary>
    Blue,

    /// <summary>Opacity.</summary>
    Alpha,

    /// <summary>Of HLS.</summary>
    Hue,

    /// <summary>Of HLS.</summary>
    Saturation,

    /// <summary>Of HLS.</summary>
    Lightness,

    /// <summary>Of CMYK.</summary>
    Cyan,

    /// <summary>Of CMYK.</summary>
    Magenta,

    /// <summary>Of CMYK.</summary>
    Yellow,

    /// <summary>Of CMYK.</summary>
    Black,
}
