using Cog.Rendering.Projection.Methods;
using Cog.Rendering.Projection.Methods.Azimuthal;
using Cog.Rendering.Projection.Methods.Conic;
using Cog.Rendering.Projection.Methods.Cylindrical;
using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Text;

/// <summary>Names of methods and parameters in well-known text, GDAL's and Esri's.</summary>
internal static class WktNames
{
    private const string Origin = "latitude_of_origin",
        Meridian = "central_meridian",
        Centre = "latitude_of_center",
        CentreMeridian = "longitude_of_center";
    private const string Scale = "scale_factor",
        Parallel = "standard_parallel_1",
        Parallels = "standard_parallel_1 standard_parallel_2";

    private static readonly WktMethod[] All =
    [
        new(TransverseMercator.MethodCode, "Transverse_Mercator", Origin, Meridian, Scale),
        new(TransverseMercator.SouthOrientated, "Transverse_Mercator_South_Orientated", Origin, Meridian, Scale),
        new(LambertConformalConic.OneParallel, "Lambert_Conformal_Conic_1SP", Origin, Meridian, Scale),
        new(LambertConformalConic.TwoParallels, "Lambert_Conformal_Conic_2SP", Origin, Meridian, Parallels),
        new(LambertConformalConic.Belgium, "Lambert_Conformal_Conic_2SP_Belgium", Origin, Meridian, Parallels),
        new(AlbersEqualArea.MethodCode, "Albers_Conic_Equal_Area", Centre, CentreMeridian, Parallels),
        new(LambertAzimuthalEqualArea.MethodCode, "Lambert_Azimuthal_Equal_Area", Centre, CentreMeridian, ""),
        new(PolarStereographic.VariantA, "Polar_Stereographic", Origin, Meridian, Scale),
        new(PolarStereographic.VariantB, "Polar_Stereographic", Origin, Meridian, Scale),
        new(ObliqueStereographic.MethodCode, "Oblique_Stereographic", Origin, Meridian, Scale),
        new(ObliqueStereographic.Snyder, "Stereographic", Origin, Meridian, Scale),
        new(CassiniSoldner.MethodCode, "Cassini_Soldner", Origin, Meridian, ""),
        new(HotineObliqueMercator.VariantA, "Hotine_Oblique_Mercator", Centre, CentreMeridian, "azimuth rectified_grid_angle scale_factor"),
        new(
            HotineObliqueMercator.VariantB,
            "Hotine_Oblique_Mercator_Azimuth_Center",
            Centre,
            CentreMeridian,
            "azimuth rectified_grid_angle scale_factor"
        ),
        new(SwissObliqueMercator.MethodCode, "Swiss_Oblique_Cylindrical", Centre, Meridian, Scale),
        new(LabordeObliqueMercator.MethodCode, "Laborde_Oblique_Mercator", Centre, CentreMeridian, "azimuth scale_factor"),
        new(Mercator.VariantA, "Mercator_1SP", "", Meridian, Scale),
        new(Mercator.VariantB, "Mercator_2SP", "", Meridian, Parallel),
        new(PseudoMercator.MethodCode, "Popular_Visualisation_Pseudo_Mercator", "", Meridian, ""),
        new(AmericanPolyconic.MethodCode, "Polyconic", Origin, Meridian, ""),
        new(Krovak.NorthOrientated, "Krovak", Centre, CentreMeridian, "azimuth pseudo_standard_parallel_1 scale_factor"),
        new(CylindricalEqualArea.MethodCode, "Cylindrical_Equal_Area", "", Meridian, Parallel),
        new(EqualEarth.MethodCode, "Equal_Earth", "", Meridian, ""),
        new(AzimuthalEquidistant.MethodCode, "Azimuthal_Equidistant", Centre, CentreMeridian, ""),
        new(EquidistantCylindrical.MethodCode, "Equirectangular", Origin, Meridian, Parallel),
        new(EquidistantConic.MethodCode, "Equidistant_Conic", Centre, CentreMeridian, Parallels),
        new(NewZealandMapGrid.MethodCode, "New_Zealand_Map_Grid", Origin, Meridian, ""),
        new(Orthographic.MethodCode, "Orthographic", Origin, Meridian, ""),
        new(Gnomonic.MethodCode, "Gnomonic", Origin, Meridian, ""),
        new(Bonne.MethodCode, "Bonne", "", Meridian, Parallel),
        new(Sinusoidal.MethodCode, "Sinusoidal", "", CentreMeridian, ""),
        new(Mollweide.MethodCode, "Mollweide", "", Meridian, ""),
        new(Robinson.MethodCode, "Robinson", "", CentreMeridian, ""),
        new(EckertFour.MethodCode, "Eckert_IV", "", Meridian, ""),
        new(EckertSix.MethodCode, "Eckert_VI", "", Meridian, ""),
        new(NaturalEarth.MethodCode, "Natural_Earth", "", Meridian, ""),
        new(MillerCylindrical.MethodCode, "Miller_Cylindrical", Centre, CentreMeridian, ""),
        new(GallStereographic.MethodCode, "Gall_Stereographic", "", Meridian, ""),
        new(VanDerGrinten.MethodCode, "VanDerGrinten", "", Meridian, ""),
        new(WinkelTripel.MethodCode, "Winkel_Tripel", "", Meridian, Parallel),
        new(WinkelTripel.Aitoff, "Aitoff", "", Meridian, ""),
        new(HammerAitoff.MethodCode, "Hammer_Aitoff", "", Meridian, ""),
        new(HammerAitoff.WagnerSeven, "Wagner_VII", "", Meridian, ""),
        new(WagnerFour.MethodCode, "Wagner_IV", "", Meridian, ""),
        new(WagnerFive.MethodCode, "Wagner_V", "", Meridian, ""),
        new(GoodeHomolosine.MethodCode, "Goode_Homolosine", "", Meridian, ""),
        new(InterruptedGoode.Land, "Interrupted_Goode_Homolosine", "", Meridian, ""),
        new(InterruptedGoode.Ocean, "Interrupted_Goode_Homolosine_Ocean", "", Meridian, ""),
        new(NaturalEarthTwo.MethodCode, "Natural_Earth_II", "", Meridian, ""),
        new(Patterson.MethodCode, "Patterson", "", Meridian, ""),
        new(CompactMiller.MethodCode, "Compact_Miller", "", Meridian, ""),
        new(EckertOne.MethodCode, "Eckert_I", "", Meridian, ""),
        new(EckertTwo.MethodCode, "Eckert_II", "", Meridian, ""),
        new(EckertThree.MethodCode, "Eckert_III", "", Meridian, ""),
        new(EckertFive.MethodCode, "Eckert_V", "", Meridian, ""),
        new(WinkelOne.MethodCode, "Winkel_I", "", Meridian, Parallel),
        new(WinkelTwo.MethodCode, "Winkel_II", "", Meridian, Parallel),
        new(QuarticAuthalic.MethodCode, "Quartic_Authalic", "", Meridian, ""),
        new(Loximuthal.MethodCode, "Loximuthal", Origin, Meridian, ""),
        new(FlatPolarQuartic.MethodCode, "Flat_Polar_Quartic", "", Meridian, ""),
        new(CrasterParabolic.MethodCode, "Craster_Parabolic", "", Meridian, ""),
        new(Times.MethodCode, "Times", "", Meridian, ""),
        new(
            TwoPointEquidistant.MethodCode,
            "Two_Point_Equidistant",
            "",
            "",
            "Latitude_Of_1st_Point Longitude_Of_1st_Point Latitude_Of_2nd_Point Longitude_Of_2nd_Point"
        ),
        new(VerticalPerspective.MethodCode, "Vertical_Near_Side_Perspective", Centre, CentreMeridian, "satellite_height"),
        new(Geostationary.SweepY, "Geostationary_Satellite", "", Meridian, "satellite_height"),
        new(Geostationary.SweepX, "Geostationary_Satellite", "", Meridian, "satellite_height"),
    ];

    /// <summary>How a method is written; null when it has no name in WKT 1.</summary>
    public static WktMethod? Of(int method) => All.FirstOrDefault(entry => entry.Code == method);

    /// <summary>The method of a PROJECTION; null when it has none.</summary>
    public static int? MethodOf(string projection)
    {
        string name = Plain(projection);
        return name switch
        {
            "lambertconformalconic" => LambertConformalConic.TwoParallels,
            "albers" => AlbersEqualArea.MethodCode,
            "mercator" => Mercator.VariantA,
            "mercatorauxiliarysphere" => PseudoMercator.MethodCode,
            "gausskruger" => TransverseMercator.MethodCode,
            "stereographicnorthpole" or "stereographicsouthpole" => PolarStereographic.VariantA,
            "doublestereographic" => ObliqueStereographic.MethodCode,
            "cassini" => CassiniSoldner.MethodCode,
            "hotineobliquemercatorazimuthnaturalorigin" or "rectifiedskeworthomorphicnaturalorigin" => HotineObliqueMercator.VariantA,
            "rectifiedskeworthomorphiccenter" => HotineObliqueMercator.VariantB,
            "platecarree" or "equidistantcylindrical" or "equidistantcylindricalspherical" => EquidistantCylindrical.MethodCode,
            "behrmann" or "lambertcylindricalequalarea" => CylindricalEqualArea.MethodCode,
            "vandergrinteni" => VanDerGrinten.MethodCode,
            "igacplanocartesiano" => ColombiaUrban.MethodCode,
            "hammer" or "projhammer" => HammerAitoff.MethodCode, // GDAL has no name of its own for it.
            "local" => Orthographic.MethodCode,
            "americanpolyconic" => AmericanPolyconic.MethodCode,
            _ => All.FirstOrDefault(entry => Plain(entry.Name) == name)?.Code,
        };
    }

    /// <summary>The parameter that a name means; null when it has no part in any kernel.</summary>
    public static ParameterCode? ParameterOf(string name) =>
        Plain(name) switch
        {
            "latitudeoforigin" or "latitudeofcenter" or "centralparallel" or "latitudeoffalseorigin" =>
                ParameterCode.LatitudeOfNaturalOrigin,
            "centralmeridian" or "longitudeofcenter" or "longitudeoforigin" or "lon0" => ParameterCode.LongitudeOfNaturalOrigin,
            "standardparallel1" => ParameterCode.LatitudeOfFirstStandardParallel,
            "standardparallel2" => ParameterCode.LatitudeOfSecondStandardParallel,
            "pseudostandardparallel1" => ParameterCode.LatitudeOfPseudoStandardParallel,
            "scalefactor" => ParameterCode.ScaleFactorAtNaturalOrigin,
            "falseeasting" => ParameterCode.FalseEasting,
            "falsenorthing" => ParameterCode.FalseNorthing,
            "azimuth" => ParameterCode.AzimuthAtProjectionCentre,
            "rectifiedgridangle" or "xyplanerotation" => ParameterCode.AngleFromRectifiedToSkewGrid,
            "latitudeof1stpoint" or "latitudeofpoint1" => ParameterCode.LatitudeOfFirstPoint,
            "longitudeof1stpoint" or "longitudeofpoint1" => ParameterCode.LongitudeOfFirstPoint,
            "latitudeof2ndpoint" or "latitudeofpoint2" => ParameterCode.LatitudeOfSecondPoint,
            "longitudeof2ndpoint" or "longitudeofpoint2" => ParameterCode.LongitudeOfSecondPoint,
            "satelliteheight" or "height" => ParameterCode.SatelliteHeight,
            _ => null,
        };

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
}
