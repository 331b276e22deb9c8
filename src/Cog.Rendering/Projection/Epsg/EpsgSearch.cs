namespace Cog.Rendering.Projection.Epsg;

/// <summary>The code that a file's CRS has in EPSG, for its name alone: coordinates are computed by what the file says.</summary>
internal static class EpsgSearch
{
    /// <summary>The code that GeoTIFF keys name, of three dimensions where they do.</summary>
    /// <remarks>
    /// GDAL writes a geographic CRS of three dimensions as that of two (GeodeticCRSGeoKey) with its own code as the vertical CRS
    /// (VerticalGeoKey, 4096).
    /// </remarks>
    /// <returns>Null when they name none, or describe another CRS beside it.</returns>
    public static int? CodeOf(GeoKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.ModelType == GeoKeys.GeocentricModel && keys.Integer(GeoKeyId.GeodeticCrs) == 4326)
        {
            return 4978;
        }

        if (Crs.WarningsOf(keys).Count > 0)
        {
            return null; // The file means another CRS than the code.
        }

        return
            keys.ModelType == GeoKeys.GeographicModel
            && keys.EpsgCode is not null
            && keys.Integer(GeoKeyId.VerticalCrs) is { } vertical
            && EpsgData.IndexOf(EpsgSection.Geographic, vertical) >= 0
            ? vertical
            : keys.EpsgCode;
    }

    /// <summary>
    /// The code of the projected CRS with the same method, parameters, unit, ellipsoid and prime meridian as one that has none, on the same
    /// geographic CRS where that is
    /// known: what GDAL's <c>OSRFindMatches</c> finds, and so TiTiler shows; none that EPSG has withdrawn. Walks the whole table.
    /// </summary>
    /// <returns>
    /// Null when there is none, or when several differ in the datum, which is not known: then a code would say more than the file does.
    /// </returns>
    public static int? CodeOf(Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        return CodeOf(crs.Definition);
    }

    internal static int? CodeOf(CrsDefinition wanted)
    {
        if (
            wanted.EpsgCode is not null
            || wanted.MethodCode is not { } method
            || wanted.Axes != default
            || (wanted.GeographicCode is null && !wanted.Shifts.IsNone)
        )
        {
            return wanted.EpsgCode;
        }

        CrsDefinition? found = null;
        for (int i = 0; i < EpsgData.CountOf(EpsgSection.Projected); i++)
        {
            int code = EpsgData.UInt16(EpsgData.Record(EpsgSection.Projected, i), 0);
            if (
                EpsgTable.IsDeprecated(i)
                || EpsgTable.MethodOfProjected(i) != method
                || EpsgTable.Instance.Find(code) is not { } candidate
                || !IsSame(wanted, candidate)
            )
            {
                continue;
            }

            if (found is null)
            {
                found = candidate; // The lowest code, where an older one was superseded by its equal.
            }
            else if (found.GeographicCode != candidate.GeographicCode)
            {
                return null;
            }
            else if (found.IsNorthFirst && !candidate.IsNorthFirst)
            {
                found = candidate; // EPSG has some twice, by the order of axes: GDAL takes the one with the easting first.
            }
        }

        return found?.EpsgCode;
    }

    private static bool IsSame(CrsDefinition wanted, CrsDefinition candidate) =>
        candidate.Axes == default
        && (wanted.GeographicCode is null || wanted.GeographicCode == candidate.GeographicCode)
        && IsNear(wanted.UnitSize, candidate.UnitSize)
        && IsNear(wanted.PrimeMeridian, candidate.PrimeMeridian)
        && IsNear(wanted.Ellipsoid.SemiMajorAxis, candidate.Ellipsoid.SemiMajorAxis)
        && IsNear(wanted.Ellipsoid.InverseFlattening, candidate.Ellipsoid.InverseFlattening)
        && wanted
            .Parameters.Keys.Union(candidate.Parameters.Keys)
            .All(p => IsNear(ValueOf(wanted, p), ValueOf(candidate, p)) || IsSecondName(p, wanted, candidate));

    // A standard parallel is noted as the origin's latitude, too, for methods that have no other (ParameterList).
    private static bool IsSecondName(ParameterCode parameter, CrsDefinition wanted, CrsDefinition candidate) =>
        parameter == ParameterCode.LatitudeOfNaturalOrigin
        && !candidate.Parameters.ContainsKey(parameter)
        && IsNear(wanted.Value(parameter), wanted.FirstParallel);

    private static double ValueOf(CrsDefinition crs, ParameterCode parameter) => crs.Value(parameter, parameter.IsRatio() ? 1 : 0);

    // As near as decimal texts of fifteen digits and units worked back and forth leave it.
    private static bool IsNear(double a, double b) => Math.Abs(a - b) <= 1e-11 + (1e-9 * Math.Max(Math.Abs(a), Math.Abs(b)));
}
