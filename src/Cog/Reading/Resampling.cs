namespace Cog.Reading;

/// <summary>How pixels of one grid become pixels of another. Names as TiTiler and rasterio spell them, in snake case.</summary>
public enum Resampling
{
    Nearest,
    Bilinear,
    Cubic,
    Average,
}
