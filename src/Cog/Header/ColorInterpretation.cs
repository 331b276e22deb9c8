namespace Cog;

/// <summary>What a band means, GDAL's GDALColorInterp. The names in lower case are rasterio's.</summary>
public enum ColorInterpretation
{
    /// <summary>Not stated, or of a kind that has no name here.</summary>
    Undefined,

    /// <summary>Grey level.</summary>
    Gray,

    /// <summary>Index into a colour table.</summary>
    Palette,

    /// <summary>Red of RGB.</summary>
    Red,

    /// <summary>Green of RGB.</summary>
    Green,

    /// <summary>Blue of RGB.</summary>
    Blue,

    /// <summary>Alpha: 0 is transparent.</summary>
    Alpha,

    /// <summary>Hue of HLS.</summary>
    Hue,

    /// <summary>Saturation of HLS.</summary>
    Saturation,

    /// <summary>Lightness of HLS.</summary>
    Lightness,

    /// <summary>Cyan of CMYK.</summary>
    Cyan,

    /// <summary>Magenta of CMYK.</summary>
    Magenta,

    /// <summary>Yellow of CMYK.</summary>
    Yellow,

    /// <summary>Black of CMYK.</summary>
    Black,
}
