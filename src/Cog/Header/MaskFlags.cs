namespace Cog;

/// <summary>Where a band's validity comes from: GDAL's RFC 15, rasterio's <c>mask_flag_enums</c>.</summary>
[Flags]
public enum MaskFlags
{
    /// <summary>Every pixel is valid.</summary>
    AllValid = 1,

    /// <summary>One mask serves all bands.</summary>
    PerDataset = 2,

    /// <summary>The mask is an alpha band.</summary>
    Alpha = 4,

    /// <summary>The mask is made of a nodata value.</summary>
    NoData = 8,
}
