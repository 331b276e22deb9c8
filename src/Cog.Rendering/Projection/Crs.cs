using Cog.Geo;
using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Projection.Text;

namespace Cog.Rendering.Projection;

/// <summary>A coordinate reference system that can be computed with. Immutable.</summary>
/// <remarks>x is easting or longitude, y northing or latitude, whatever the order of axes its authority gives.</remarks>
internal sealed class Crs
{
    private const string Crs84Uri = "http://www.opengis.net/def/crs/OGC/0/CRS84";

    private static readonly ICrsSource[] Sources = [new WellKnownCrs(), EpsgTable.Instance, new EsriCodes()];

    private Crs(CrsDefinition definition, string? uri)
    {
        (Definition, Uri) = (definition, uri);
        Projection = ProjectionMethods.Create(definition);
        if (Projection is null && definition.MethodCode is { } method)
        {
            throw new UnsupportedCrsException($"{this} uses projection method {(int)method} of EPSG, which is not supported. {Supported}");
        }
    }

    public static Crs Wgs84 { get; } = FromEpsg(4326);

    public static Crs WebMercator { get; } = FromEpsg(3857);

    /// <summary>WGS 84 with longitude first by definition: the same coordinates as <see cref="Wgs84"/> here.</summary>
    public static Crs Crs84 { get; } = new(Wgs84.Definition, Crs84Uri);

    /// <summary>Its EPSG code; null when it has none.</summary>
    public int? EpsgCode => Definition.EpsgCode;

    /// <summary>True when coordinates are longitude and latitude: in degrees, but for a few old CRSs in grads or radians.</summary>
    public bool IsGeographic => Definition.MethodCode is null;

    /// <summary>
    /// Its x axis, when that runs once round the earth: of a geographic CRS (in degrees), and of a cylindrical projection about the
    /// equator. Null for any other.
    /// </summary>
    public WorldAxis? WorldAxis =>
        IsGeographic ? Geo.WorldAxis.Longitude
        : Projection is { } kernel && IsCylindrical ? AxisOf(kernel)
        : null;

    /// <summary>
    /// Metres in one unit of an axis; for a geographic CRS, metres in a degree along the equator (OGC 17-083r4 section 6.1.1.1).
    /// </summary>
    public double MetersPerUnit =>
        IsGeographic || IsRotated ? Definition.Ellipsoid.SemiMajorAxis * Definition.UnitSize : Definition.UnitSize;

    /// <summary>What OGC calls it: <c>http://www.opengis.net/def/crs/EPSG/0/32628</c>; null when no authority has a code for it.</summary>
    public string? Uri { get; }

    /// <summary>It as well-known text 1, for those that have no <see cref="Uri"/>: without names of datum and ellipsoid.</summary>
    public string Wkt => field ??= WktWriter.Write(Definition);

    /// <summary>
    /// Degrees of longitude and latitude where it is meant to be used, as its authority states; <c>MinX &gt; MaxX</c> crosses ±180°. Null
    /// when nothing states it.
    /// </summary>
    public BoundingBox? AreaOfUse => Definition.AreaOfUse;

    /// <summary>True when its authority names northing or latitude first, as <c>pointOfOrigin</c> of a tile matrix set then does.</summary>
    public bool IsNorthFirst => Definition.IsNorthFirst && Uri != Crs84Uri;

    internal CrsDefinition Definition { get; }

    /// <summary>Degrees to metres; null for a geographic CRS.</summary>
    internal MapProjection? Projection { get; }

    /// <summary>
    /// Where the data lie whose CRS this is, in degrees; null when that is not known. It decides which of several datum shifts is meant.
    /// </summary>
    internal BoundingBox? DataArea { get; private init; }

    private bool IsCylindrical =>
        Projection
            is Methods.Cylindrical.PseudoMercator
                or Methods.Cylindrical.Mercator
                or Methods.Cylindrical.EquidistantCylindrical
                or Methods.Cylindrical.CylindricalEqualArea
                or Methods.Cylindrical.MillerCylindrical
                or Methods.Cylindrical.GallStereographic
                or Methods.PolynomialCylindrical
        && Definition.Axes == AxisDirections.None;

    private bool IsRotated => Definition.MethodCode == ProjectionMethod.RotatedPole;

    /// <summary>For messages: what is supported.</summary>
    internal static string Supported => $"Supported are {Coverage}, and the usual projections by PROJ string or well-known text 1.";

    private static string Coverage => string.Join(", ", Sources.Select(source => source.Coverage));

    /// <summary>Builds a CRS from its EPSG code.</summary>
    /// <exception cref="UnsupportedCrsException">No kernel for it; the message names it and what is supported.</exception>
    public static Crs FromEpsg(int code) => FromCode("EPSG", code);

    /// <summary>
    /// Parses <c>EPSG:32628</c>, <c>epsg:32628</c>, <c>32628</c>, an OGC URI or URN, <c>OGC:CRS84</c>, <c>ESRI:54009</c>, a PROJ string
    /// (<c>+proj=…</c>), well-known text 1.
    /// </summary>
    /// <exception cref="FormatException">The text names no CRS.</exception>
    /// <exception cref="UnsupportedCrsException">It names one that is not supported.</exception>
    public static Crs Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        if (DerivedWkt.IsOne(text))
        {
            return new(DerivedWkt.Read(text), uri: null);
        }

        // Well-known text may hold a PROJ string, not the other way round.
        if (WktReader.IsOne(text))
        {
            return new(WktReader.Read(text), uri: null);
        }

        if (ProjString.IsOne(text))
        {
            return new(ProjString.Parse(text), uri: null);
        }

        // urn:ogc:def:crs:EPSG::32628, http(s)://www.opengis.net/def/crs/EPSG/0/32628 (OGC 09-048r6): authority, version, code.
        string[] words = text.Trim().Trim('[', ']').Split([':', '/'], StringSplitOptions.RemoveEmptyEntries);
        string code = words is [.., var last] ? last : "";
        string authority = (
            words.LastOrDefault(word => word.ToUpperInvariant() is "EPSG" or "OGC" or "ESRI") ?? (words.Length == 1 ? "EPSG" : "")
        ).ToUpperInvariant();
        return authority switch
        {
            "OGC" when code.Equals("CRS84", StringComparison.OrdinalIgnoreCase) => Crs84,
            "OGC" => throw new UnsupportedCrsException($"OGC:{code} is not supported. {Supported}"),
            "EPSG" or "ESRI" when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => FromCode(
                authority,
                number
            ),
            _ => throw new FormatException(
                $"'{text}' is not a CRS: write EPSG:3857, an OGC URI or URN, OGC:CRS84, a PROJ string or well-known text 1 (PROJCS, "
                    + $"GEOGCS)."
            ),
        };
    }

    /// <summary>The CRS of a file.</summary>
    /// <exception cref="UnsupportedTiffException">It has none, or no geotransform.</exception>
    /// <exception cref="UnsupportedCrsException">It has one that is not supported.</exception>
    public static Crs Of(CogHeader header)
    {
        if (!header.IsGeoreferenced)
        {
            throw new UnsupportedTiffException("The file is not georeferenced: it has no geotransform, so it has no place on a map.");
        }

        if (header.GroundControlPointCount > 0 && header.GroundControlFit is null)
        {
            throw new UnsupportedTiffException(
                $"The file is placed by {header.GroundControlPointCount} ground control points: expected three or more that lie on no line."
            );
        }

        Crs crs = Of(header.GeoKeys);
        return crs.Definition.Shifts.IsNone ? crs : new(crs.Definition, crs.Uri) { DataArea = CrsTransform.AreaOf(crs, header.Bounds) };
    }

    /// <summary>The CRS that GeoTIFF keys name or describe.</summary>
    /// <exception cref="UnsupportedCrsException">They name none, or one that is not supported.</exception>
    public static Crs Of(GeoKeys keys)
    {
        // GDAL keeps what GeoTIFF has no keys for as text, beside the keys of the geographic CRS alone.
        string? esri =
            keys.Text(GeoKeyId.ProjectedCitation) is { } citation && citation.StartsWith(GeoKeys.EsriPrefix, StringComparison.Ordinal)
                ? citation
                : null;
        if (esri is not null && (keys.ModelType == GeoKeys.UserDefined || keys.EpsgCode is null))
        {
            return new(WktReader.Read(esri), uri: null);
        }

        if (keys.ModelType == GeoKeys.GeocentricModel)
        {
            throw new UnsupportedCrsException(
                $"The file's CRS is geocentric (GTModelTypeGeoKey is {GeoKeys.GeocentricModel}), which is not a map's. {Supported}"
            );
        }

        if (keys.EpsgCode is { } code && !(FindCode(code) is null && GeoKeyReader.DescribesProjection(keys)))
        {
            CrsDefinition said = KeysBesideCode.Apply(code, FromEpsg(code).Definition, keys);
            return new(said, UriOf(said));
        }

        CrsDefinition definition = GeoKeyReader.Read(keys)
            ?? (keys.Text(GeoKeyId.GTCitation) is { } text && WktReader.IsOne(text) ? WktReader.Read(text) : null)
            ?? throw new UnsupportedCrsException(
                $"The file names no EPSG code: its CRS is missing, or described by too few keys. {Supported}"
            );
        return new(definition, UriOf(definition));
    }

    /// <summary>
    /// What a file's keys say otherwise than the code beside them, a sentence each; the keys are what is computed with, as in GDAL. Empty
    /// when they agree.
    /// </summary>
    public static IReadOnlyList<string> WarningsOf(GeoKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var warnings = new List<string>();
        if (keys.ModelType != GeoKeys.GeocentricModel && keys.EpsgCode is { } code && FindCode(code) is { } coded)
        {
            _ = KeysBesideCode.Apply(code, coded, keys, warnings);
        }

        return warnings;
    }

    /// <summary>True when coordinates of the two are the same numbers.</summary>
    internal bool IsSame(Crs other) =>
        ReferenceEquals(Definition, other.Definition)
        || (EpsgCode is { } code && code == other.EpsgCode)
        || (Uri is not null && Uri == other.Uri)
        || (Uri is null && other.Uri is null && Wkt == other.Wkt);

    /// <summary>Its URI's last words, for messages: <c>EPSG:3857</c>, <c>OGC:CRS84</c>; what its file calls it when it has none.</summary>
    public override string ToString() =>
        Uri is { } uri && uri.Split('/') is [.., var authority, _, var code] ? $"{authority}:{code}"
        : Definition.Name is { } name ? $"The CRS '{name}'"
        : "The CRS";

    // x is in proportion to longitude.
    private WorldAxis AxisOf(MapProjection kernel)
    {
        double middle = kernel.Project(Definition.OriginLongitude, 0).X,
            quarter = kernel.Project(Definition.OriginLongitude + (Math.PI / 2), 0).X - middle;
        return new(middle / Definition.UnitSize, 4 * quarter / Definition.UnitSize);
    }

    private static Crs FromCode(string authority, int code)
    {
        CrsDefinition definition = FindCode(code) ?? throw new UnsupportedCrsException($"{authority}:{code} is not supported. {Supported}");
        return new(definition, UriOf(definition));
    }

    private static CrsDefinition? FindCode(int code) =>
        Sources.Select(source => source.Find(code)).FirstOrDefault(found => found is not null);

    private static string? UriOf(CrsDefinition definition) =>
        definition.EpsgCode is { } epsg ? $"http://www.opengis.net/def/crs/EPSG/0/{epsg}"
        : definition.EsriCode is { } esri ? $"http://www.opengis.net/def/crs/ESRI/0/{esri}"
        : null;
}
