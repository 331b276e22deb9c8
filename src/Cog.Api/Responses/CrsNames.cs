namespace Cog.Api.Responses;

/// <summary>What OGC calls a CRS that need not be supported to be named.</summary>
internal static class CrsNames
{
    /// <summary><c>http://www.opengis.net/def/crs/EPSG/0/32628</c>; null without a code.</summary>
    public static string? UriOf(int? epsgCode) =>
        epsgCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"http://www.opengis.net/def/crs/EPSG/0/{code}") : null;

    /// <summary>The URI of a file's CRS, or what its writer called a user-defined one; null without a CRS.</summary>
    public static string? Of(CogHeader header) =>
        UriOf(header.EpsgCode) ?? Citation(header) ?? (header.GeoKeys.IsUserDefined ? "user-defined" : null);

    // PCSCitationGeoKey, GeogCitationGeoKey, GTCitationGeoKey: the nearer to the CRS, the better (GeoTIFF 1.1 sections 7.5.1, 7.5.2,
    // 7.4.2).
    private static string? Citation(CogHeader header) =>
        header.GeoKeys.Text(GeoKeyId.ProjectedCitation)
        ?? header.GeoKeys.Text(GeoKeyId.GeodeticCitation)
        ?? header.GeoKeys.Text(GeoKeyId.GTCitation);
}
