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
    private const string Oblique = "azimuth rectified_grid_angle scale_factor";

    private static readonly WktMethod[] All =
    [
        new(ProjectionMethod.TransverseMercator, "Transverse_Mercator", Origin, Meridian, Scale),
        new(ProjectionMethod.TransverseMercatorSouthOrientated, "Transverse_Mercator_South_Orientated", Origin, Meridian, Scale),
        new(ProjectionMethod.LambertConformalConicOneParallel, "Lambert_Conformal_Conic_1SP", Origin, Meridian, Scale),
        new(ProjectionMethod.LambertConformalConicTwoParallels, "Lambert_Conformal_Conic_2SP", Origin, Meridian, Parallels),
        new(ProjectionMethod.LambertConformalConicBelgium, "Lambert_Conformal_Conic_2SP_Belgium", Origin, Meridian, Parallels),
        new(ProjectionMethod.AlbersEqualArea, "Albers_Conic_Equal_Area", Centre, CentreMeridian, Parallels),
        new(ProjectionMethod.LambertAzimuthalEqualArea, "Lambert_Azimuthal_Equal_Area", Centre, CentreMeridian, ""),
        new(ProjectionMethod.PolarStereographicVariantA, "Polar_Stereographic", Origin, Meridian, Scale),
        new(ProjectionMethod.PolarStereographicVariantB, "Polar_Stereographic", Origin, Meridian, Scale),
        new(ProjectionMethod.ObliqueStereographic, "Oblique_Stereographic", Origin, Meridian, Scale),
        new(ProjectionMethod.Stereographic, "Stereographic", Origin, Meridian, Scale),
        new(ProjectionMethod.CassiniSoldner, "Cassini_Soldner", Origin, Meridian, ""),
        new(ProjectionMethod.HotineObliqueMercatorVariantA, "Hotine_Oblique_Mercator", Centre, CentreMeridian, Oblique),
        new(ProjectionMethod.HotineObliqueMercatorVariantB, "Hotine_Oblique_Mercator_Azimuth_Center", Centre, CentreMeridian, Oblique),
        new(ProjectionMethod.SwissObliqueMercator, "Swiss_Oblique_Cylindrical", Centre, Meridian, Scale),
        new(ProjectionMethod.LabordeObliqueMercator, "Laborde_Oblique_Mercator", Centre, CentreMeridian, "azimuth scale_factor"),
        new(ProjectionMethod.MercatorVariantA, "Mercator_1SP", "", Meridian, Scale),
        new(ProjectionMethod.MercatorVariantB, "Mercator_2SP", "", Meridian, Parallel),
        new(ProjectionMethod.PseudoMercator, "Popular_Visualisation_Pseudo_Mercator", "", Meridian, ""),
        new(ProjectionMethod.AmericanPolyconic, "Polyconic", Origin, Meridian, ""),
        new(ProjectionMethod.KrovakNorthOrientated, "Krovak", Centre, CentreMeridian, "azimuth pseudo_standard_parallel_1 scale_factor"),
        new(ProjectionMethod.CylindricalEqualArea, "Cylindrical_Equal_Area", "", Meridian, Parallel),
        new(ProjectionMethod.EqualEarth, "Equal_Earth", "", Meridian, ""),
        new(ProjectionMethod.AzimuthalEquidistant, "Azimuthal_Equidistant", Centre, CentreMeridian, ""),
        new(ProjectionMethod.EquidistantCylindrical, "Equirectangular", Origin, Meridian, Parallel),
        new(ProjectionMethod.EquidistantConic, "Equidistant_Conic", Centre, CentreMeridian, Parallels),
        new(ProjectionMethod.NewZealandMapGrid, "New_Zealand_Map_Grid", Origin, Meridian, ""),
        new(ProjectionMethod.Orthographic, "Orthographic", Origin, Meridian, ""),
        new(ProjectionMethod.Gnomonic, "Gnomonic", Origin, Meridian, ""),
        new(ProjectionMethod.Bonne, "Bonne", "", Meridian, Parallel),
        new(ProjectionMethod.Sinusoidal, "Sinusoidal", "", CentreMeridian, ""),
        new(ProjectionMethod.Mollweide, "Mollweide", "", Meridian, ""),
        new(ProjectionMethod.Robinson, "Robinson", "", CentreMeridian, ""),
        new(ProjectionMethod.EckertFour, "Eckert_IV", "", Meridian, ""),
        new(ProjectionMethod.EckertSix, "Eckert_VI", "", Meridian, ""),
        new(ProjectionMethod.NaturalEarth, "Natural_Earth", "", Meridian, ""),
        new(ProjectionMethod.MillerCylindrical, "Miller_Cylindrical", Centre, CentreMeridian, ""),
        new(ProjectionMethod.GallStereographic, "Gall_Stereographic", "", Meridian, ""),
        new(ProjectionMethod.VanDerGrinten, "VanDerGrinten", "", Meridian, ""),
        new(ProjectionMethod.WinkelTripel, "Winkel_Tripel", "", Meridian, Parallel),
        new(ProjectionMethod.Aitoff, "Aitoff", "", Meridian, ""),
        new(ProjectionMethod.HammerAitoff, "Hammer_Aitoff", "", Meridian, ""),
        new(ProjectionMethod.WagnerSeven, "Wagner_VII", "", Meridian, ""),
        new(ProjectionMethod.WagnerFour, "Wagner_IV", "", Meridian, ""),
        new(ProjectionMethod.WagnerFive, "Wagner_V", "", Meridian, ""),
        new(ProjectionMethod.GoodeHomolosine, "Goode_Homolosine", "", Meridian, ""),
        new(ProjectionMethod.InterruptedGoodeLand, "Interrupted_Goode_Homolosine", "", Meridian, ""),
        new(ProjectionMethod.InterruptedGoodeOcean, "Interrupted_Goode_Homolosine_Ocean", "", Meridian, ""),
        new(ProjectionMethod.NaturalEarthTwo, "Natural_Earth_II", "", Meridian, ""),
        new(ProjectionMethod.Patterson, "Patterson", "", Meridian, ""),
        new(ProjectionMethod.CompactMiller, "Compact_Miller", "", Meridian, ""),
        new(ProjectionMethod.EckertOne, "Eckert_I", "", Meridian, ""),
        new(ProjectionMethod.EckertTwo, "Eckert_II", "", Meridian, ""),
        new(ProjectionMethod.EckertThree, "Eckert_III", "", Meridian, ""),
        new(ProjectionMethod.EckertFive, "Eckert_V", "", Meridian, ""),
        new(ProjectionMethod.WinkelOne, "Winkel_I", "", Meridian, Parallel),
        new(ProjectionMethod.WinkelTwo, "Winkel_II", "", Meridian, Parallel),
        new(ProjectionMethod.QuarticAuthalic, "Quartic_Authalic", "", Meridian, ""),
        new(ProjectionMethod.Loximuthal, "Loximuthal", Origin, Meridian, ""),
        new(ProjectionMethod.FlatPolarQuartic, "Flat_Polar_Quartic", "", Meridian, ""),
        new(ProjectionMethod.CrasterParabolic, "Craster_Parabolic", "", Meridian, ""),
        new(ProjectionMethod.Times, "Times", "", Meridian, ""),
        new(
            ProjectionMethod.TwoPointEquidistant,
            "Two_Point_Equidistant",
            "",
            "",
            "Latitude_Of_1st_Point Longitude_Of_1st_Point Latitude_Of_2nd_Point Longitude_Of_2nd_Point"
        ),
        new(ProjectionMethod.VerticalPerspective, "Vertical_Near_Side_Perspective", Centre, CentreMeridian, "satellite_height"),
        new(ProjectionMethod.GeostationarySweepY, "Geostationary_Satellite", "", Meridian, "satellite_height"),
        new(ProjectionMethod.GeostationarySweepX, "Geostationary_Satellite", "", Meridian, "satellite_height"),
    ];

    /// <summary>How a method is written; null when it has no name in WKT 1.</summary>
    public static WktMethod? Of(ProjectionMethod method) => All.FirstOrDefault(entry => entry.Code == method);

    /// <summary>The method of a PROJECTION; null when it has none.</summary>
    public static ProjectionMethod? MethodOf(string projection)
    {
        string name = Plain(projection);
        return name switch
        {
            "lambertconformalconic" => ProjectionMethod.LambertConformalConicTwoParallels,
            "albers" => ProjectionMethod.AlbersEqualArea,
            "mercator" => ProjectionMethod.MercatorVariantA,
            "mercatorauxiliarysphere" => ProjectionMethod.PseudoMercator,
            "gausskruger" => ProjectionMethod.TransverseMercator,
            "stereographicnorthpole" or "stereographicsouthpole" => ProjectionMethod.PolarStereographicVariantA,
            "doublestereographic" => ProjectionMethod.ObliqueStereographic,
            "cassini" => ProjectionMethod.CassiniSoldner,
            "hotineobliquemercatorazimuthnaturalorigin" or "rectifiedskeworthomorphicnaturalorigin" =>
                ProjectionMethod.HotineObliqueMercatorVariantA,
            "rectifiedskeworthomorphiccenter" => ProjectionMethod.HotineObliqueMercatorVariantB,
            "platecarree" or "equidistantcylindrical" or "equidistantcylindricalspherical" => ProjectionMethod.EquidistantCylindrical,
            "behrmann" or "lambertcylindricalequalarea" => ProjectionMethod.CylindricalEqualArea,
            "vandergrinteni" => ProjectionMethod.VanDerGrinten,
            "igacplanocartesiano" => ProjectionMethod.ColombiaUrban,
            "hammer" or "projhammer" => ProjectionMethod.HammerAitoff, // GDAL has no name of its own for it.
            "local" => ProjectionMethod.Orthographic,
            "americanpolyconic" => ProjectionMethod.AmericanPolyconic,
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
