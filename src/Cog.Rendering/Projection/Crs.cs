namespace Cog.Rendering.Projection;

/// <summary>A coordinate reference system that can be computed with.</summary>
public sealed class Crs
{
    public static Crs Wgs84 => FromEpsg(4326);

    public static Crs WebMercator => FromEpsg(3857);

    /// <summary>Its EPSG code; null when it has none.</summary>
    public int? EpsgCode => throw new NotImplementedException();

    /// <summary>True when coordinates are longitude and latitude in degrees.</summary>
    public bool IsGeographic => throw new NotImplementedException();

    /// <summary>Metres in one unit of an axis; for a geographic CRS, metres in a degree along the equator (OGC 17-083r4 section 6.1.1.1).</summary>
    public double MetersPerUnit => throw new NotImplementedException();

    /// <summary>What OGC calls it: <c>http://www.opengis.net/def/crs/EPSG/0/32628</c>.</summary>
    public string Uri => throw new NotImplementedException();

    /// <summary>Builds a CRS from its EPSG code.</summary>
    /// <exception cref="UnsupportedCrsException">No kernel for it; the message names it and what is supported.</exception>
    public static Crs FromEpsg(int code) => throw new NotImplementedException();

    /// <summary>Parses <c>EPSG:32628</c>, <c>epsg:32628</c>, <c>32628</c>, an OGC URI or URN, <c>OGC:CRS84</c>.</summary>
    /// <exception cref="FormatException">The text names no CRS.</exception>
    /// <exception cref="UnsupportedCrsException">It names one that is not supported.</exception>
    public static Crs Parse(string text) => throw new NotImplementedException();
}
