using Cog.Geo;
using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Projection.Text;

/// <summary>
/// A CRS that a file describes key by key (GeoTIFF 1.1, OGC 19-008r4, sections 7.5.2 and 7.5.3; codes of methods as GeoTIFF 1.0 section
/// 6.3.3.3 lists them).
/// </summary>
internal static class GeoKeyReader
{
    /// <summary>The CRS of user-defined keys; null when they describe none, or miss what is needed.</summary>
    /// <exception cref="UnsupportedCrsException">The method is not supported.</exception>
    public static CrsDefinition? Read(GeoKeys keys)
    {
        CrsDefinition? geographic = ReadGeographic(keys);
        if (geographic is null || keys.ModelType == GeoKeys.GeographicModel)
        {
            return geographic;
        }

        return ReadProjected(keys, geographic);
    }

    /// <summary>What a file calls its CRS: the projected one's citation, else the general one, else the geographic one's.</summary>
    public static string? NameOf(GeoKeys keys) =>
        new[] { keys.Text(GeoKeyId.ProjectedCitation), keys.Text(GeoKeyId.GTCitation), keys.Text(GeoKeyId.GeodeticCitation) }
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text) && !text.StartsWith(GeoKeys.EsriPrefix, StringComparison.Ordinal))
            ?.TrimEnd('\0', '|', ' ');

    /// <summary>
    /// Metres in a unit that the file names or sizes (ProjLinearUnitsGeoKey, ProjLinearUnitSizeGeoKey); null when it does neither.
    /// </summary>
    public static double? LinearUnit(GeoKeys keys)
    {
        // 9101 to 9299 are angles and ratios.
        double? unit = keys.Integer(GeoKeyId.ProjLinearUnits) switch
        {
            GeoKeys.UserDefined => keys.Double(GeoKeyId.ProjLinearUnitSize),
            { } code and (< 9101 or > 9299) => EpsgTable.UnitOf(code),
            _ => null,
        };
        return unit is > 1e-9 and < 1e9 ? unit : null;
    }

    /// <summary>
    /// Radians in a unit that the file names or sizes (GeogAngularUnitsGeoKey, GeogAngularUnitSizeGeoKey); null when it does neither.
    /// </summary>
    public static double? GivenAngularUnit(GeoKeys keys) =>
        (
            keys.Integer(GeoKeyId.GeogAngularUnits) is { } code and < GeoKeys.UserDefined
                ? EpsgTable.UnitOf(code) * AngleUnits.Degree
                : keys.Double(GeoKeyId.GeogAngularUnitSize)
        )
            is { } unit
                and > 1e-9
                and < 10
            ? unit
            : null;

    /// <summary>
    /// The geographic CRS, or the datum, that a file names beside the code of a projected one; null when it names none that is known.
    /// </summary>
    public static CrsDefinition? GeographicBesideCode(GeoKeys keys) =>
        keys.Integer(GeoKeyId.GeodeticCrs) is null && keys.Integer(GeoKeyId.GeodeticDatum) is null ? null : ReadGeographic(keys);

    private static CrsDefinition? ReadGeographic(GeoKeys keys)
    {
        // GeodeticCRSGeoKey; then the datum, for which EPSG gave its geographic CRS the code less 2000.
        if (
            keys.Integer(GeoKeyId.GeodeticCrs) is { } code and > 0 and < GeoKeys.UserDefined
            && EpsgTable.Instance.Find(code) is { MethodCode: null } known
        )
        {
            return known;
        }

        CrsDefinition? datum = keys.Integer(GeoKeyId.GeodeticDatum) is { } datumCode and > 6000 and < 7000
            ? EpsgTable.Instance.Find(datumCode - 2000)
            : null;
        Ellipsoid? ellipsoid = ReadEllipsoid(keys) ?? datum?.Ellipsoid;
        if (ellipsoid is not { } figure)
        {
            return null;
        }

        double unit = AngularUnit(keys);
        double? meridian = keys.Integer(GeoKeyId.PrimeMeridian) is { } meridianCode and < GeoKeys.UserDefined
            ? EpsgTable.PrimeMeridianOf(meridianCode)
            : null;
        Helmert? given = Helmert.FromToWgs84(keys.Doubles(GeoKeyId.GeogToWgs84));
        return new()
        {
            EpsgCode = null,
            Name = NameOf(keys),
            Ellipsoid = figure,
            GeographicCode = given is null ? datum?.GeographicCode : null,
            PrimeMeridian = meridian ?? (keys.Double(GeoKeyId.PrimeMeridianLongitude) * unit) ?? datum?.PrimeMeridian ?? 0,
            UnitSize = unit,
            Shifts = given is { } shift ? new(shift) : datum?.Shifts ?? DatumShifts.None,
        };
    }

    private static Ellipsoid? ReadEllipsoid(GeoKeys keys)
    {
        double a = keys.Double(GeoKeyId.EllipsoidSemiMajorAxis) ?? 0;
        if (a is > 1000 and < 1e9)
        {
            double? inverse = keys.Double(GeoKeyId.EllipsoidInverseFlattening),
                b = keys.Double(GeoKeyId.EllipsoidSemiMinorAxis);
            return inverse is 0 or > 1.1 ? new(a, inverse.Value)
                : b is { } minor && minor > 0 && minor <= a ? new(a, minor == a ? 0 : a / (a - minor))
                : null;
        }

        return keys.Integer(GeoKeyId.Ellipsoid) is { } code and < GeoKeys.UserDefined ? EpsgTable.EllipsoidOf(code) : null;
    }

    private static CrsDefinition? ReadProjected(GeoKeys keys, CrsDefinition geographic)
    {
        double unit = LinearUnit(keys)
            ?? (keys.Integer(GeoKeyId.ProjLinearUnits) is null or GeoKeys.UserDefined ? keys.Double(GeoKeyId.ProjLinearUnitSize) : null)
            ?? 1;
        if (!(unit > 1e-9 && unit < 1e9))
        {
            return null;
        }

        // Parameters win over a code beside them, as in libgeotiff.
        if (ReadParameters(keys, geographic, unit) is { } described)
        {
            return described;
        }

        if (
            keys.Integer(GeoKeyId.Projection) is { } conversion and > 0 and < GeoKeys.UserDefined
            && EpsgTable.Conversion(conversion) is var (conversionMethod, parameters)
        )
        {
            return geographic with
            {
                EpsgCode = null,
                Name = NameOf(keys),
                MethodCode = conversionMethod,
                Parameters = parameters,
                UnitSize = unit,
            };
        }

        if (keys.Integer(GeoKeyId.ProjectionMethod) is not { } transformation)
        {
            return null;
        }

        if (MethodOf((ProjCoordTrans)transformation) is not { } method)
        {
            throw new UnsupportedCrsException(
                $"The file's CRS is projected by GeoTIFF's method {transformation} (ProjCoordTransGeoKey), which is not supported. "
                    + $"{Crs.Supported}"
            );
        }

        return Parameters(keys, method, geographic, unit);
    }

    /// <summary>True when there are a method that is supported and parameters of it.</summary>
    public static bool DescribesProjection(GeoKeys keys) =>
        HasParameters(keys)
        && keys.Integer(GeoKeyId.ProjectionMethod) is { } transformation
        && MethodOf((ProjCoordTrans)transformation) is not null;

    /// <summary>
    /// The projection of ProjCoordTransGeoKey and the keys of its parameters; null when there are no such parameters, or the method is none
    /// that is supported.
    /// </summary>
    public static CrsDefinition? ReadParameters(GeoKeys keys, CrsDefinition geographic, double unit) =>
        HasParameters(keys)
        && keys.Integer(GeoKeyId.ProjectionMethod) is { } transformation
        && MethodOf((ProjCoordTrans)transformation) is { } method
            ? Parameters(keys, method, geographic, unit)
            : null;

    // ProjStdParallel1GeoKey to ProjRectifiedGridAngleGeoKey.
    private static bool HasParameters(GeoKeys keys) =>
        keys.Keys.Any(key => (int)key is >= 3078 and <= 3096 && keys.Double(key) is not null);

    private static CrsDefinition Parameters(GeoKeys keys, ProjectionMethod method, CrsDefinition geographic, double unit)
    {
        double angle = AngularUnit(keys);
        double? Angle(params ReadOnlySpan<GeoKeyId> candidates) => First(keys, candidates) * angle;
        double? Length(params ReadOnlySpan<GeoKeyId> candidates) => First(keys, candidates) * unit;

        // Writers differ in which of natural origin, false origin and centre they fill.
        return new ParameterList()
            .Add(ParameterCode.LatitudeOfFirstStandardParallel, Angle(GeoKeyId.StandardParallel1))
            .Add(ParameterCode.LatitudeOfSecondStandardParallel, Angle(GeoKeyId.StandardParallel2))
            .Add(
                ParameterCode.LongitudeOfNaturalOrigin,
                method == ProjectionMethod.PolarStereographicVariantA
                    ? Angle(
                        GeoKeyId.StraightVerticalPoleLongitude,
                        GeoKeyId.NaturalOriginLongitude,
                        GeoKeyId.FalseOriginLongitude,
                        GeoKeyId.CenterLongitude
                    )
                    : Angle(
                        GeoKeyId.NaturalOriginLongitude,
                        GeoKeyId.FalseOriginLongitude,
                        GeoKeyId.CenterLongitude,
                        GeoKeyId.StraightVerticalPoleLongitude
                    )
            )
            .Add(
                ParameterCode.LatitudeOfNaturalOrigin,
                Angle(GeoKeyId.NaturalOriginLatitude, GeoKeyId.FalseOriginLatitude, GeoKeyId.CenterLatitude)
            )
            .Add(ParameterCode.FalseEasting, Length(GeoKeyId.FalseEasting, GeoKeyId.FalseOriginEasting, GeoKeyId.CenterEasting))
            .Add(ParameterCode.FalseNorthing, Length(GeoKeyId.FalseNorthing, GeoKeyId.FalseOriginNorthing, GeoKeyId.CenterNorthing))
            .Add(ParameterCode.ScaleFactorAtNaturalOrigin, First(keys, GeoKeyId.ScaleAtNaturalOrigin, GeoKeyId.ScaleAtCenter))
            .Add(ParameterCode.AzimuthAtProjectionCentre, Angle(GeoKeyId.AzimuthAngle))
            .Add(ParameterCode.AngleFromRectifiedToSkewGrid, Angle(GeoKeyId.RectifiedGridAngle))
            .ToDefinition(method, geographic with { Name = NameOf(keys) }, unit);
    }

    private static double? First(GeoKeys keys, params ReadOnlySpan<GeoKeyId> candidates)
    {
        foreach (GeoKeyId key in candidates)
        {
            if (keys.Double(key) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>GeogAngularUnitsGeoKey, radians; degrees when it is absent.</summary>
    private static double AngularUnit(GeoKeys keys) => GivenAngularUnit(keys) ?? AngleUnits.Degree;

    private static ProjectionMethod? MethodOf(ProjCoordTrans transformation) =>
        transformation switch
        {
            ProjCoordTrans.TransverseMercator => ProjectionMethod.TransverseMercator,
            ProjCoordTrans.ObliqueMercator => ProjectionMethod.HotineObliqueMercatorVariantA,
            ProjCoordTrans.ObliqueMercatorLaborde => ProjectionMethod.LabordeObliqueMercator,
            ProjCoordTrans.ObliqueMercatorRosenmund => ProjectionMethod.SwissObliqueMercator,
            ProjCoordTrans.Mercator => ProjectionMethod.MercatorVariantA,
            ProjCoordTrans.LambertConformalConic2Sp => ProjectionMethod.LambertConformalConicTwoParallels,
            ProjCoordTrans.LambertConformalConic1Sp => ProjectionMethod.LambertConformalConicOneParallel,
            ProjCoordTrans.LambertAzimuthalEqualArea => ProjectionMethod.LambertAzimuthalEqualArea,
            ProjCoordTrans.AlbersEqualArea => ProjectionMethod.AlbersEqualArea,
            ProjCoordTrans.AzimuthalEquidistant => ProjectionMethod.AzimuthalEquidistant,
            ProjCoordTrans.EquidistantConic => ProjectionMethod.EquidistantConic,
            ProjCoordTrans.Stereographic => ProjectionMethod.Stereographic,
            ProjCoordTrans.PolarStereographic => ProjectionMethod.PolarStereographicVariantA,
            ProjCoordTrans.ObliqueStereographic => ProjectionMethod.ObliqueStereographic,
            ProjCoordTrans.Equirectangular => ProjectionMethod.EquidistantCylindrical,
            ProjCoordTrans.CassiniSoldner => ProjectionMethod.CassiniSoldner,
            ProjCoordTrans.Gnomonic => ProjectionMethod.Gnomonic,
            ProjCoordTrans.MillerCylindrical => ProjectionMethod.MillerCylindrical,
            ProjCoordTrans.Orthographic => ProjectionMethod.Orthographic,
            ProjCoordTrans.Polyconic => ProjectionMethod.AmericanPolyconic,
            ProjCoordTrans.Robinson => ProjectionMethod.Robinson,
            ProjCoordTrans.Sinusoidal => ProjectionMethod.Sinusoidal,
            ProjCoordTrans.VanDerGrinten => ProjectionMethod.VanDerGrinten,
            ProjCoordTrans.NewZealandMapGrid => ProjectionMethod.NewZealandMapGrid,
            ProjCoordTrans.TransverseMercatorSouthOriented => ProjectionMethod.TransverseMercatorSouthOrientated,
            ProjCoordTrans.CylindricalEqualArea => ProjectionMethod.CylindricalEqualArea,
            ProjCoordTrans.HotineObliqueMercatorAzimuthCenter => ProjectionMethod.HotineObliqueMercatorVariantB,
            _ => null,
        };
}
