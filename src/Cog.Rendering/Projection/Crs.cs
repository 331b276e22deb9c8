using System.Globalization;
using Cog.Header;

namespace Cog.Rendering.Projection;

/// <summary>A coordinate reference system that can be computed with. Immutable.</summary>
/// <remarks>x is easting or longitude, y northing or latitude, whatever the order of axes its authority gives.</remarks>
public sealed class Crs
{
    private static readonly ICrsSource[] Sources = [new WellKnownCrs()];

    private readonly CrsDefinition _definition;

    private Crs(CrsDefinition definition, ProjectionKernel? kernel, string uri) =>
        (_definition, Kernel, Uri) = (definition, kernel, uri);

    public static Crs Wgs84 { get; } = FromEpsg(4326);

    public static Crs WebMercator { get; } = FromEpsg(3857);

    /// <summary>WGS 84 with longitude first by definition: the same coordinates as <see cref="Wgs84"/> here.</summary>
    public static Crs Crs84 { get; } = new(Wgs84._definition, null, "http://www.opengis.net/def/crs/OGC/0/CRS84");

    /// <summary>Its EPSG code; null when it has none.</summary>
    public int? EpsgCode => _definition.EpsgCode;

    /// <summary>True when coordinates are longitude and latitude in degrees.</summary>
    public bool IsGeographic => _definition.MethodCode is null;

    /// <summary>Metres in one unit of an axis; for a geographic CRS, metres in a degree along the equator (OGC 17-083r4 section 6.1.1.1).</summary>
    public double MetersPerUnit => IsGeographic ? _definition.Ellipsoid.SemiMajorAxis * _definition.UnitSize : _definition.UnitSize;

    /// <summary>What OGC calls it: <c>http://www.opengis.net/def/crs/EPSG/0/32628</c>.</summary>
    public string Uri { get; }

    /// <summary>Degrees to metres; null for a geographic CRS.</summary>
    internal ProjectionKernel? Kernel { get; }

    private static string Coverage => string.Join(", ", Sources.Select(source => source.Coverage));

    /// <summary>Builds a CRS from its EPSG code.</summary>
    /// <exception cref="UnsupportedCrsException">No kernel for it; the message names it and what is supported.</exception>
    public static Crs FromEpsg(int code)
    {
        CrsDefinition definition = Sources.Select(source => source.Find(code)).FirstOrDefault(found => found is not null)
            ?? throw new UnsupportedCrsException($"EPSG:{code} is not supported. Supported are {Coverage}.");
        ProjectionKernel? kernel = ProjectionMethods.Create(definition);
        if (kernel is null && definition.MethodCode is { } method)
        {
            throw new UnsupportedCrsException($"EPSG:{code} uses projection method {method} of EPSG, which is not supported. Supported are {Coverage}.");
        }

        return new(definition, kernel, $"http://www.opengis.net/def/crs/EPSG/0/{definition.EpsgCode}");
    }

    /// <summary>Parses <c>EPSG:32628</c>, <c>epsg:32628</c>, <c>32628</c>, an OGC URI or URN, <c>OGC:CRS84</c>.</summary>
    /// <exception cref="FormatException">The text names no CRS.</exception>
    /// <exception cref="UnsupportedCrsException">It names one that is not supported.</exception>
    public static Crs Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // urn:ogc:def:crs:EPSG::32628, http(s)://www.opengis.net/def/crs/EPSG/0/32628 (OGC 09-048r6): authority, version, code.
        string[] words = text.Trim().Trim('[', ']').Split([':', '/'], StringSplitOptions.RemoveEmptyEntries);
        string code = words is [.., var last] ? last : "";
        string authority = words.LastOrDefault(word => word.ToUpperInvariant() is "EPSG" or "OGC") ?? (words.Length == 1 ? "EPSG" : "");
        return authority.ToUpperInvariant() switch
        {
            "OGC" when code.Equals("CRS84", StringComparison.OrdinalIgnoreCase) => Crs84,
            "OGC" => throw new UnsupportedCrsException($"OGC:{code} is not supported. Supported are {Coverage}."),
            "EPSG" when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => FromEpsg(number),
            _ => throw new FormatException($"'{text}' is no CRS: write EPSG:3857, an OGC URI or URN, or OGC:CRS84."),
        };
    }

    /// <summary>The CRS of a file.</summary>
    /// <exception cref="UnsupportedTiffException">It has none, or no geotransform.</exception>
    /// <exception cref="UnsupportedCrsException">It has one that is not supported, or one without an EPSG code.</exception>
    public static Crs Of(CogHeader header)
    {
        if (!header.IsGeoreferenced)
        {
            throw new UnsupportedTiffException("The file is not georeferenced: it has no geotransform, so it covers no map tile.");
        }

        if (header.GroundControlPointCount > 0)
        {
            throw new UnsupportedTiffException("The file is placed by ground control points, which are not supported: warp it to a CRS first.");
        }

        return FromEpsg(header.EpsgCode ?? throw new UnsupportedCrsException(
            $"The file names no EPSG code: its CRS is missing or user-defined. Supported are {Coverage}."));
    }

    /// <summary>True when coordinates of the two are the same numbers.</summary>
    internal bool IsSame(Crs other) => ReferenceEquals(_definition, other._definition) || (EpsgCode is { } code && code == other.EpsgCode);

    /// <summary>Its URI's last words, for messages: <c>EPSG:3857</c>, <c>OGC:CRS84</c>.</summary>
    public override string ToString() => ReferenceEquals(this, Crs84) ? "OGC:CRS84" : $"EPSG:{EpsgCode}";
}
