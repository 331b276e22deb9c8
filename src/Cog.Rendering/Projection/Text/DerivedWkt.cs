namespace Cog.Rendering.Projection.Text;

/// <summary>
/// A rotated pole as well-known text 2 (OGC 18-010r7 section 15), the one form that GDAL and PROJ write it in:
/// <c>GEOGCRS[…,BASEGEOGCRS[…],DERIVINGCONVERSION[…],…]</c>.
/// </summary>
internal static class DerivedWkt
{
    private const int MaxLength = 16_384;

    /// <summary>True for text that can only be meant so.</summary>
    public static bool IsOne(string text) =>
        text.Length <= MaxLength
        && text.TrimStart().StartsWith("GEOGCRS[", StringComparison.OrdinalIgnoreCase)
        && text.Contains("DERIVINGCONVERSION[", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a definition. Angles are in degrees, as GDAL writes them.</summary>
    /// <exception cref="UnsupportedCrsException">A number is missing, the meridian is not Greenwich, or the method is no rotation of the
    /// pole that is known.</exception>
    public static CrsDefinition Read(string text)
    {
        double a = NumberAfter(text, "ELLIPSOID", name: null, 0)
            ?? throw new UnsupportedCrsException(
                "The CRS is a derived one without an ellipsoid: expected ELLIPSOID[\"name\",radius,inverse flattening]."
            );
        double inverseFlattening = NumberAfter(text, "ELLIPSOID", name: null, 1) ?? 0,
            meridian = NumberAfter(text, "PRIMEM", name: null, 0) ?? 0;
        if (!(a > 1000 && a < 1e9) || !(inverseFlattening is 0 or > 1.1) || meridian != 0)
        {
            throw new UnsupportedCrsException(
                $"The CRS is derived from one with an ellipsoid of {a} and 1/{inverseFlattening} and the prime meridian {meridian}: "
                    + $"expected an ellipsoid, and Greenwich."
            );
        }

        (double poleMeridian, double pole, double longitude) =
            Method(text, "PROJ ob_tran o_proj=longlat")
            || Method(text, "PROJ ob_tran o_proj=lonlat")
            || Method(text, "PROJ ob_tran o_proj=latlong")
                ? (Parameter("o_lon_p"), Parameter("o_lat_p"), Parameter("lon_0"))
            : Method(text, "Pole rotation (netCDF CF convention)")
                ? (
                    Parameter("North pole grid longitude (netCDF CF convention)"),
                    Parameter("Grid north pole latitude (netCDF CF convention)"),
                    180 + Parameter("Grid north pole longitude (netCDF CF convention)")
                )
            : Method(text, "Pole rotation (GRIB convention)")
                ? (
                    -Parameter("Axis rotation (GRIB convention)"),
                    -Parameter("Latitude of the southern pole (GRIB convention)"),
                    Parameter("Longitude of the southern pole (GRIB convention)")
                )
            : throw new UnsupportedCrsException(
                $"The CRS is derived from another by a method that is not supported: expected a rotation of the pole (PROJ ob_tran "
                    + $"o_proj=longlat, netCDF's or GRIB's). {Crs.Supported}"
            );

        CrsDefinition geographic = new()
        {
            EpsgCode = null,
            Ellipsoid = new(a, inverseFlattening),
            UnitSize = AngleUnits.Degree,
        };
        return new ParameterList()
            .Add(ParameterCode.LongitudeOfTruePole, poleMeridian * AngleUnits.Degree)
            .Add(ParameterCode.LatitudeOfRotatedPole, pole * AngleUnits.Degree)
            .Add(ParameterCode.LongitudeOfNaturalOrigin, longitude * AngleUnits.Degree)
            .ToDefinition(ProjectionMethod.RotatedPole, geographic, AngleUnits.Degree);

        double Parameter(string name) => NumberAfter(text, "PARAMETER", name, 0) ?? 0;
    }

    private static bool Method(string text, string name) => text.Contains($"METHOD[\"{name}\"", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number of the first node of a kind, and of a name where one is given: behind its name, by its place.</summary>
    private static double? NumberAfter(string text, string node, string? name, int place)
    {
        string start = name is null ? $"{node}[\"" : $"{node}[\"{name}\"";
        int at = text.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        int end = at < 0 ? -1 : text.IndexOf('"', at + node.Length + 2);
        if (end < 0)
        {
            return null;
        }

        string[] rest = text[(end + 1)..].TrimStart(',', ' ', '\n', '\r').Split([',', ']'], place + 2);
        return
            place < rest.Length
            && double.TryParse(rest[place], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : null;
    }
}
