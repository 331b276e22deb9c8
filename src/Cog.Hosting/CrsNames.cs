using System.Globalization;

namespace Cog.Hosting;

/// <summary>What OGC calls a CRS that need not be supported to be named.</summary>
public static class CrsNames
{
    /// <summary><c>http://www.opengis.net/def/crs/EPSG/0/32628</c>; null without a code.</summary>
    public static string? UriOf(int? epsgCode) =>
        epsgCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"http://www.opengis.net/def/crs/EPSG/0/{code}") : null;
}
