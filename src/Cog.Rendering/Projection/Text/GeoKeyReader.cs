using Cog.Geo;
using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Projection.Methods.Azimuthal;
using Cog.Rendering.Projection.Methods.Conic;
using Cog.Rendering.Projection.Methods.Cylindrical;
using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Text;

/// <summary>A CRS that a file describes key by key (GeoTIFF 1.1, OGC 19-008r4, sections 7.5.2 and 7.5.3; codes of methods as GeoTIFF 1.0 section 6.3.3.3 lists them).</summary>
internal static class GeoKeyReader
{
    private const double Degree = Math.PI / 180;

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
    public static string? NameOf(GeoKeys keys) => new[] { keys.Text(3073), keys.Text(1026), keys.Text(2049) }
        .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text) && !text.StartsWith(GeoKeys.EsriPrefix, StringComparison.Ordinal))?.TrimEnd('\0', '|', ' ');

    /// <summary>Metres in a unit that the file names or sizes (ProjLinearUnitsGeoKey, ProjLinearUnitSizeGeoKey); null when it does neither.</summary>
    public static double? LinearUnit(GeoKeys keys)
    {
        // 9101 to 9299 are angles and ratios.
        double? unit = keys.Integer(3076) switch
        {
            GeoKeys.UserDefined => keys.Double(3077),
            { } code and (< 9101 or > 9299) => EpsgTable.UnitOf(code),
            _ => null,
        };
        return unit is > 1e-9 and < 1e9 ? unit : null;
    }

    /// <summary>Radians in a unit that the file names or sizes (GeogAngularUnitsGeoKey, GeogAngularUnitSizeGeoKey); null when it does neither.</summary>
    public static double? GivenAngularUnit(GeoKeys keys) =>
        (keys.Integer(2054) is { } code and < GeoKeys.UserDefined ? EpsgTable.UnitOf(code) * Degree : keys.Double(2055)) is { } unit and > 1e-9 and < 10 ? unit : null;

    /// <summary>The geographic CRS, or the datum, that a file names beside the code of a projected one; null when it names none that is known.</summary>
    public static CrsDefinition? GeographicBesideCode(GeoKeys keys) => keys.Integer(2048) is null && keys.Integer(2050) is null ? null : ReadGeographic(keys);

    private static CrsDefinition? ReadGeographic(GeoKeys keys)
    {
        // GeodeticCRSGeoKey; then the datum, for which EPSG gave its geographic CRS the code less 2000.
        if (keys.Integer(2048) is { } code and > 0 and < GeoKeys.UserDefined && EpsgTable.Instance.Find(code) is { MethodCode: null } known)
        {
            return known;
        }

        CrsDefinition? datum = keys.Integer(2050) is { } datumCode and > 6000 and < 7000 ? EpsgTable.Instance.Find(datumCode - 2000) : null;
        Ellipsoid? ellipsoid = ReadEllipsoid(keys) ?? datum?.Ellipsoid;
        if (ellipsoid is not { } figure)
        {
            return null;
        }

        double unit = AngularUnit(keys);
        double? meridian = keys.Integer(2051) is { } meridianCode and < GeoKeys.UserDefined ? EpsgTable.PrimeMeridianOf(meridianCode) : null;
        Helmert? given = Helmert.FromToWgs84(keys.Doubles(2062));
        return new()
        {
            EpsgCode = null,
            Name = NameOf(keys),
            Ellipsoid = figure,
            GeographicCode = given is null ? datum?.GeographicCode : null,
            PrimeMeridian = meridian ?? (keys.Double(2061) * unit) ?? datum?.PrimeMeridian ?? 0,
            UnitSize = unit,
            Shifts = given is { } shift ? new(shift) : datum?.Shifts ?? DatumShifts.None,
        };
    }

    private static Ellipsoid? ReadEllipsoid(GeoKeys keys)
    {
        double a = keys.Double(2057) ?? 0;
        if (a is > 1000 and < 1e9)
        {
            double? inverse = keys.Double(2059), b = keys.Double(2058);
            return inverse is 0 or > 1.1
                ? new(a, inverse.Value)
                : b is { } minor && minor > 0 && minor <= a ? new(a, minor == a ? 0 : a / (a - minor)) : null;
        }

        return keys.Integer(2056) is { } code and < GeoKeys.UserDefined ? EpsgTable.EllipsoidOf(code) : null;
    }

    private static CrsDefinition? ReadProjected(GeoKeys keys, CrsDefinition geographic)
    {
        double unit = LinearUnit(keys) ?? (keys.Integer(3076) is null or GeoKeys.UserDefined ? keys.Double(3077) : null) ?? 1;
        if (!(unit > 1e-9 && unit < 1e9))
        {
            return null;
        }

        // Parameters win over a code beside them, as in libgeotiff.
        if (ReadParameters(keys, geographic, unit) is { } described)
        {
            return described;
        }

        if (keys.Integer(3074) is { } conversion and > 0 and < GeoKeys.UserDefined && EpsgTable.Conversion(conversion) is var (conversionMethod, parameters))
        {
            return geographic with { EpsgCode = null, Name = NameOf(keys), MethodCode = conversionMethod, Parameters = parameters, UnitSize = unit };
        }

        if (keys.Integer(3075) is not { } transformation)
        {
            return null;
        }

        if (MethodOf(transformation) is not { } method)
        {
            throw new UnsupportedCrsException($"The file's CRS is projected by GeoTIFF's method {transformation} (ProjCoordTransGeoKey), which is not supported. {Crs.Supported}");
        }

        return Parameters(keys, method, geographic, unit);
    }

    /// <summary>True when there are a method that is supported and parameters of it.</summary>
    public static bool DescribesProjection(GeoKeys keys) => HasParameters(keys) && keys.Integer(3075) is { } transformation && MethodOf(transformation) is not null;

    /// <summary>The projection of ProjCoordTransGeoKey and the keys of its parameters; null when there are no such parameters, or the method is none that is supported.</summary>
    public static CrsDefinition? ReadParameters(GeoKeys keys, CrsDefinition geographic, double unit) =>
        HasParameters(keys) && keys.Integer(3075) is { } transformation && MethodOf(transformation) is { } method ? Parameters(keys, method, geographic, unit) : null;

    // ProjStdParallel1GeoKey to ProjRectifiedGridAngleGeoKey.
    private static bool HasParameters(GeoKeys keys) => keys.Keys.Any(key => key is >= 3078 and <= 3096 && keys.Double(key) is not null);

    private static CrsDefinition Parameters(GeoKeys keys, int method, CrsDefinition geographic, double unit)
    {
        double angle = AngularUnit(keys);
        double? Angle(params ReadOnlySpan<int> candidates) => First(keys, candidates) * angle;
        double? Length(params ReadOnlySpan<int> candidates) => First(keys, candidates) * unit;

        // Writers differ in which of natural origin, false origin and centre they fill.
        return new ParameterList()
            .Add(ParameterCode.LatitudeOfFirstStandardParallel, Angle(3078))
            .Add(ParameterCode.LatitudeOfSecondStandardParallel, Angle(3079))
            .Add(ParameterCode.LongitudeOfNaturalOrigin, method == PolarStereographic.VariantA ? Angle(3095, 3080, 3084, 3088) : Angle(3080, 3084, 3088, 3095))
            .Add(ParameterCode.LatitudeOfNaturalOrigin, Angle(3081, 3085, 3089))
            .Add(ParameterCode.FalseEasting, Length(3082, 3086, 3090))
            .Add(ParameterCode.FalseNorthing, Length(3083, 3087, 3091))
            .Add(ParameterCode.ScaleFactorAtNaturalOrigin, First(keys, 3092, 3093))
            .Add(ParameterCode.AzimuthAtProjectionCentre, Angle(3094))
            .Add(ParameterCode.AngleFromRectifiedToSkewGrid, Angle(3096))
            .ToDefinition(method, geographic with { Name = NameOf(keys) }, unit);
    }

    private static double? First(GeoKeys keys, params ReadOnlySpan<int> candidates)
    {
        foreach (int key in candidates)
        {
            if (keys.Double(key) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>GeogAngularUnitsGeoKey, radians; degrees when it is absent.</summary>
    private static double AngularUnit(GeoKeys keys) => GivenAngularUnit(keys) ?? Degree;

    private static int? MethodOf(int transformation) => transformation switch
    {
        1 => TransverseMercator.MethodCode,
        3 => HotineObliqueMercator.VariantA,
        4 => LabordeObliqueMercator.MethodCode,
        5 => SwissObliqueMercator.MethodCode,
        7 => Mercator.VariantA,
        8 => LambertConformalConic.TwoParallels,
        9 => LambertConformalConic.OneParallel,
        10 => LambertAzimuthalEqualArea.MethodCode,
        11 => AlbersEqualArea.MethodCode,
        12 => AzimuthalEquidistant.MethodCode,
        13 => EquidistantConic.MethodCode,
        14 => ObliqueStereographic.Snyder,
        15 => PolarStereographic.VariantA,
        16 => ObliqueStereographic.MethodCode,
        17 => EquidistantCylindrical.MethodCode,
        18 => CassiniSoldner.MethodCode,
        19 => Gnomonic.MethodCode,
        20 => MillerCylindrical.MethodCode,
        21 => Orthographic.MethodCode,
        22 => AmericanPolyconic.MethodCode,
        23 => Robinson.MethodCode,
        24 => Sinusoidal.MethodCode,
        25 => VanDerGrinten.MethodCode,
        26 => NewZealandMapGrid.MethodCode,
        27 => TransverseMercator.SouthOrientated,
        28 => CylindricalEqualArea.MethodCode,
        9815 => HotineObliqueMercator.VariantB,
        _ => null,
    };
}
