namespace Cog.Geo;

/// <summary>The GeoKey directory (tags 34735-34737; GeoTIFF 1.1, OGC 19-008r4 section 7.1). Keys by number; values as integers, doubles or text.</summary>
public sealed class GeoKeys
{
    public static GeoKeys Empty { get; } = new();

    /// <summary>ProjectedCRSGeoKey (3072), else GeodeticCRSGeoKey (2048), when it is an EPSG code; null for user-defined (32767) or none.</summary>
    public int? EpsgCode => throw new NotImplementedException();

    /// <summary>GTRasterTypeGeoKey (1025) = 2.</summary>
    public bool IsPixelPoint => throw new NotImplementedException();
}
