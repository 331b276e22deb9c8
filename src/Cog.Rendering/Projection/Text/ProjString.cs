using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;

namespace Cog.Rendering.Projection.Text;

/// <summary>A CRS written as PROJ does: <c>+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80</c>.</summary>
/// <remarks>
/// Names and defaults as PROJ's documentation of each projection gives them (proj.org, "Projections", "Ellipsoids", "Units").
/// </remarks>
internal static class ProjString
{
    /// <summary>True for text that can only be meant so.</summary>
    public static bool IsOne(string text) => text.Contains("+proj=", StringComparison.Ordinal);

    /// <summary>Reads a definition.</summary>
    /// <exception cref="FormatException">A value is not a number, or a name of an ellipsoid, datum or unit is unknown.</exception>
    /// <exception cref="UnsupportedCrsException">There is no kernel for its projection.</exception>
    public static CrsDefinition Parse(string text)
    {
        Dictionary<string, string> words = [];
        foreach (string word in text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = word.TrimStart('+').Split('=', 2);
            words.TryAdd(pair[0], pair.Length == 2 ? pair[1] : "");
        }

        CrsDefinition geographic = Geographic(words);
        string name = words.GetValueOrDefault("proj", "");
        if (name is "mill" or "vandg" && !words.ContainsKey("R_A"))
        {
            // Here the sphere is that of the equator, unless the string says otherwise.
            geographic = geographic with { Ellipsoid = geographic.Ellipsoid.Sphere };
        }

        if (name is "longlat" or "latlong" or "lonlat" or "latlon")
        {
            return geographic;
        }

        ProjectionMethod method = MethodOf(name, words)
            ?? throw new UnsupportedCrsException($"The projection '+proj={name}' is not supported. {Crs.Supported}");
        return Parameters(name, words, method)
            .ToDefinition(method, geographic, method == ProjectionMethod.RotatedPole ? AngleUnits.Degree : Unit(words));
    }

    private static ParameterList Parameters(string name, Dictionary<string, string> words, ProjectionMethod method)
    {
        var list = new ParameterList();
        if (name == "utm")
        {
            double zone = Number(words, "zone") ?? throw new FormatException("'+proj=utm' needs '+zone='.");
            return list.Add(ParameterCode.LongitudeOfNaturalOrigin, ((6 * zone) - 183) * AngleUnits.Degree)
                .Add(ParameterCode.ScaleFactorAtNaturalOrigin, 0.9996)
                .Add(ParameterCode.FalseEasting, 500_000)
                .Add(ParameterCode.FalseNorthing, words.ContainsKey("south") ? 10_000_000 : 0);
        }

        double? firstParallel = Angle(words, "lat_1");

        // A true-to-scale parallel is the polar stereographic's origin to ParameterList, and a standard parallel to the rest.
        double? trueScale = Angle(words, "lat_ts");
        double? latitude = method switch
        {
            ProjectionMethod.PolarStereographicVariantA => trueScale is { } parallel
                ? Math.CopySign(parallel, Angle(words, "lat_0") ?? 1)
                : Angle(words, "lat_0"),
            ProjectionMethod.Bonne or ProjectionMethod.Loximuthal => firstParallel,
            ProjectionMethod.LambertConformalConicTwoParallels => Angle(words, "lat_0") ?? (words.ContainsKey("lat_2") ? 0 : firstParallel),
            _ => Angle(words, "lat_0"),
        };
        if (method == ProjectionMethod.TwoPointEquidistant)
        {
            list.Add(ParameterCode.LatitudeOfFirstPoint, firstParallel)
                .Add(ParameterCode.LongitudeOfFirstPoint, Angle(words, "lon_1"))
                .Add(ParameterCode.LatitudeOfSecondPoint, Angle(words, "lat_2"))
                .Add(ParameterCode.LongitudeOfSecondPoint, Angle(words, "lon_2"));
        }

        if (method == ProjectionMethod.KrovakNorthOrientated)
        {
            list.Add(ParameterCode.CoLatitudeOfConeAxis, Angle(words, "alpha") ?? 30.28813972222222 * AngleUnits.Degree)
                .Add(ParameterCode.LatitudeOfPseudoStandardParallel, 78.5 * AngleUnits.Degree)
                .Add(ParameterCode.LatitudeOfNaturalOrigin, latitude ?? 49.5 * AngleUnits.Degree)
                .Add(ParameterCode.LongitudeOfNaturalOrigin, Angle(words, "lon_0") ?? 24.833333333333333 * AngleUnits.Degree)
                .Add(ParameterCode.ScaleFactorAtNaturalOrigin, Number(words, "k") ?? Number(words, "k_0") ?? 0.9999);
        }

        return list.Add(ParameterCode.LatitudeOfNaturalOrigin, latitude)
            .Add(ParameterCode.LongitudeOfNaturalOrigin, Angle(words, "lonc") ?? Angle(words, "lon_0"))
            .Add(ParameterCode.LatitudeOfFirstStandardParallel, trueScale ?? firstParallel)
            .Add(ParameterCode.LatitudeOfSecondStandardParallel, Angle(words, "lat_2"))
            .Add(ParameterCode.ScaleFactorAtNaturalOrigin, Number(words, "k") ?? Number(words, "k_0"))
            // Before the axes are turned round.
            .Add(ParameterCode.FalseEasting, Number(words, "x_0") * (method == ProjectionMethod.TransverseMercatorSouthOrientated ? -1 : 1))
            .Add(
                ParameterCode.FalseNorthing,
                Number(words, "y_0") * (method == ProjectionMethod.TransverseMercatorSouthOrientated ? -1 : 1)
            )
            .Add(ParameterCode.AzimuthAtProjectionCentre, Angle(words, "alpha") ?? Angle(words, "azi"))
            .Add(ParameterCode.AngleFromRectifiedToSkewGrid, Angle(words, "gamma"))
            .Add(ParameterCode.SatelliteHeight, Number(words, "h"))
            .Add(ParameterCode.ProjectionPlaneOriginHeight, Number(words, "h_0"))
            .Add(ParameterCode.LatitudeOfRotatedPole, Angle(words, "o_lat_p"))
            .Add(ParameterCode.LongitudeOfTruePole, Angle(words, "o_lon_p"));
    }

    private static CrsDefinition Geographic(Dictionary<string, string> words)
    {
        int? datum = words.TryGetValue("datum", out string? name) ? ProjNames.DatumCodeOf(name) : null;
        double[] shift = words.TryGetValue("towgs84", out string? numbers) ? [.. numbers.Split(',').Select(Parse)] : [];
        double meridian = !words.TryGetValue("pm", out string? pm) ? 0 : ProjNames.PrimeMeridianOf(pm) ?? Parse(pm);
        return new()
        {
            EpsgCode = null,
            Ellipsoid = FigureOf(words),
            PrimeMeridian = meridian * AngleUnits.Degree,
            UnitSize = AngleUnits.Degree,
            GeographicCode = datum,
            Shifts =
                Helmert.FromToWgs84(shift) is { } given ? new(given)
                : datum is { } code ? EpsgTable.Instance.Find(code)?.Shifts ?? DatumShifts.None
                : DatumShifts.None,
        };

        static double Parse(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value
                : throw new FormatException($"'{text}' is not a number.");
    }

    private static Ellipsoid FigureOf(Dictionary<string, string> words)
    {
        if (Number(words, "R") is { } radius)
        {
            return new(radius, 0);
        }

        if (Number(words, "a") is { } a)
        {
            double? b = Number(words, "b"),
                rf = Number(words, "rf");
            return new(a, rf ?? (b is { } minor && minor != a ? a / (a - minor) : 0));
        }

        string name = words.GetValueOrDefault("ellps") ?? words.GetValueOrDefault("datum") ?? "WGS84";
        return ProjNames.EllipsoidOf(name) ?? throw new FormatException($"'{name}' is not an ellipsoid or datum that is known here.");
    }

    private static double Unit(Dictionary<string, string> words) =>
        Number(words, "to_meter")
        ?? (
            words.TryGetValue("units", out string? name)
                ? ProjNames.UnitOf(name) ?? throw new FormatException($"'{name}' is not a unit of length.")
                : 1
        );

    private static double? Angle(Dictionary<string, string> words, string key) => Number(words, key) * AngleUnits.Degree;

    private static double? Number(Dictionary<string, string> words, string key) =>
        !words.TryGetValue(key, out string? text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new FormatException($"'+{key}={text}' is not a number.");

    private static ProjectionMethod? MethodOf(string name, Dictionary<string, string> words) =>
        name switch
        {
            "tmerc" or "etmerc" when words.GetValueOrDefault("axis") is "wsu" => ProjectionMethod.TransverseMercatorSouthOrientated,
            "utm" or "tmerc" or "etmerc" => ProjectionMethod.TransverseMercator,
            "merc" => ProjectionMethod.MercatorVariantA,
            "webmerc" => ProjectionMethod.PseudoMercator,
            "lcc" => ProjectionMethod.LambertConformalConicTwoParallels,
            "aea" => ProjectionMethod.AlbersEqualArea,
            "laea" => ProjectionMethod.LambertAzimuthalEqualArea,
            "stere" => Math.Abs(Number(words, "lat_0") ?? 0) == 90
                ? ProjectionMethod.PolarStereographicVariantA
                : ProjectionMethod.Stereographic,
            "sterea" => ProjectionMethod.ObliqueStereographic,
            "omerc" => words.ContainsKey("no_uoff") || words.ContainsKey("no_off")
                ? ProjectionMethod.HotineObliqueMercatorVariantA
                : ProjectionMethod.HotineObliqueMercatorVariantB,
            "somerc" => ProjectionMethod.SwissObliqueMercator,
            "labrd" => ProjectionMethod.LabordeObliqueMercator,
            "cass" => words.ContainsKey("hyperbolic") ? ProjectionMethod.CassiniSoldnerHyperbolic : ProjectionMethod.CassiniSoldner,
            "col_urban" => ProjectionMethod.ColombiaUrban,
            "poly" => ProjectionMethod.AmericanPolyconic,
            "krovak" => ProjectionMethod.KrovakNorthOrientated,
            "nzmg" => ProjectionMethod.NewZealandMapGrid,
            "cea" => ProjectionMethod.CylindricalEqualArea,
            "eqc" => ProjectionMethod.EquidistantCylindrical,
            "eqearth" => ProjectionMethod.EqualEarth,
            "aeqd" => words.ContainsKey("guam") ? ProjectionMethod.Guam : ProjectionMethod.AzimuthalEquidistant,
            "eqdc" => ProjectionMethod.EquidistantConic,
            "ortho" => ProjectionMethod.Orthographic,
            "gnom" => ProjectionMethod.Gnomonic,
            "geos" => words.GetValueOrDefault("sweep") == "x" ? ProjectionMethod.GeostationarySweepX : ProjectionMethod.GeostationarySweepY,
            "bonne" => ProjectionMethod.Bonne,
            "sinu" => ProjectionMethod.Sinusoidal,
            "moll" => ProjectionMethod.Mollweide,
            "robin" => ProjectionMethod.Robinson,
            "eck4" => ProjectionMethod.EckertFour,
            "eck6" => ProjectionMethod.EckertSix,
            "natearth" => ProjectionMethod.NaturalEarth,
            "mill" => ProjectionMethod.MillerCylindrical,
            "gall" => ProjectionMethod.GallStereographic,
            "vandg" => ProjectionMethod.VanDerGrinten,
            "wintri" => ProjectionMethod.WinkelTripel,
            "aitoff" => ProjectionMethod.Aitoff,
            "hammer" => (Number(words, "W") ?? 0.5) == 0.5 && (Number(words, "M") ?? 1) == 1 ? ProjectionMethod.HammerAitoff : null,
            "wag4" => ProjectionMethod.WagnerFour,
            "wag5" => ProjectionMethod.WagnerFive,
            "wag7" => ProjectionMethod.WagnerSeven,
            "goode" => ProjectionMethod.GoodeHomolosine,
            "igh" => ProjectionMethod.InterruptedGoodeLand,
            "igh_o" => ProjectionMethod.InterruptedGoodeOcean,
            "natearth2" => ProjectionMethod.NaturalEarthTwo,
            "patterson" => ProjectionMethod.Patterson,
            "comill" => ProjectionMethod.CompactMiller,
            "eck1" => ProjectionMethod.EckertOne,
            "eck2" => ProjectionMethod.EckertTwo,
            "eck3" => ProjectionMethod.EckertThree,
            "eck5" => ProjectionMethod.EckertFive,
            "wink1" => ProjectionMethod.WinkelOne,
            "wink2" => ProjectionMethod.WinkelTwo,
            "qua_aut" => ProjectionMethod.QuarticAuthalic,
            "loxim" => ProjectionMethod.Loximuthal,
            "mbtfpq" => ProjectionMethod.FlatPolarQuartic,
            "crast" => ProjectionMethod.CrasterParabolic,
            "times" => ProjectionMethod.Times,
            "tpeqd" => ProjectionMethod.TwoPointEquidistant,
            "nsper" => ProjectionMethod.VerticalPerspective,
            "ob_tran" when words.GetValueOrDefault("o_proj") is "longlat" or "latlong" => ProjectionMethod.RotatedPole,
            _ => null,
        };
}
