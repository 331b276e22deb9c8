using System.Globalization;
using Cog.Rendering.Projection.Datums;
using Cog.Rendering.Projection.Epsg;
using Cog.Rendering.Projection.Methods;
using Cog.Rendering.Projection.Methods.Azimuthal;
using Cog.Rendering.Projection.Methods.Conic;
using Cog.Rendering.Projection.Methods.Cylindrical;
using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Text;

/// <summary>A CRS written as PROJ does: <c>+proj=laea +lat_0=52 +lon_0=10 +ellps=GRS80</c>.</summary>
/// <remarks>
/// Names and defaults as PROJ's documentation of each projection gives them (proj.org, "Projections", "Ellipsoids", "Units").
/// </remarks>
internal static class ProjString
{
    private const double Degree = Math.PI / 180;

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

        int method = MethodOf(name, words)
            ?? throw new UnsupportedCrsException($"The projection '+proj={name}' is not supported. {Crs.Supported}");
        return Parameters(name, words, method).ToDefinition(method, geographic, method == RotatedPole.MethodCode ? Degree : Unit(words));
    }

    private static ParameterList Parameters(string name, Dictionary<string, string> words, int method)
    {
        var list = new ParameterList();
        if (name == "utm")
        {
            double zone = Number(words, "zone") ?? throw new FormatException("'+proj=utm' needs '+zone='.");
            return list.Add(ParameterCode.LongitudeOfNaturalOrigin, ((6 * zone) - 183) * Degree)
                .Add(ParameterCode.ScaleFactorAtNaturalOrigin, 0.9996)
                .Add(ParameterCode.FalseEasting, 500_000)
                .Add(ParameterCode.FalseNorthing, words.ContainsKey("south") ? 10_000_000 : 0);
        }

        double? firstParallel = Angle(words, "lat_1");

        // A true-to-scale parallel is the polar stereographic's origin to ParameterList, and a standard parallel to the rest.
        double? trueScale = Angle(words, "lat_ts");
        double? latitude = method switch
        {
            PolarStereographic.VariantA => trueScale is { } parallel
                ? Math.CopySign(parallel, Angle(words, "lat_0") ?? 1)
                : Angle(words, "lat_0"),
            Bonne.MethodCode or Loximuthal.MethodCode => firstParallel,
            LambertConformalConic.TwoParallels => Angle(words, "lat_0") ?? (words.ContainsKey("lat_2") ? 0 : firstParallel),
            _ => Angle(words, "lat_0"),
        };
        if (method == TwoPointEquidistant.MethodCode)
        {
            list.Add(ParameterCode.LatitudeOfFirstPoint, firstParallel)
                .Add(ParameterCode.LongitudeOfFirstPoint, Angle(words, "lon_1"))
                .Add(ParameterCode.LatitudeOfSecondPoint, Angle(words, "lat_2"))
                .Add(ParameterCode.LongitudeOfSecondPoint, Angle(words, "lon_2"));
        }

        if (method == Krovak.NorthOrientated)
        {
            list.Add(ParameterCode.CoLatitudeOfConeAxis, Angle(words, "alpha") ?? 30.28813972222222 * Degree)
                .Add(ParameterCode.LatitudeOfPseudoStandardParallel, 78.5 * Degree)
                .Add(ParameterCode.LatitudeOfNaturalOrigin, latitude ?? 49.5 * Degree)
                .Add(ParameterCode.LongitudeOfNaturalOrigin, Angle(words, "lon_0") ?? 24.833333333333333 * Degree)
                .Add(ParameterCode.ScaleFactorAtNaturalOrigin, Number(words, "k") ?? Number(words, "k_0") ?? 0.9999);
        }

        return list.Add(ParameterCode.LatitudeOfNaturalOrigin, latitude)
            .Add(ParameterCode.LongitudeOfNaturalOrigin, Angle(words, "lonc") ?? Angle(words, "lon_0"))
            .Add(ParameterCode.LatitudeOfFirstStandardParallel, trueScale ?? firstParallel)
            .Add(ParameterCode.LatitudeOfSecondStandardParallel, Angle(words, "lat_2"))
            .Add(ParameterCode.ScaleFactorAtNaturalOrigin, Number(words, "k") ?? Number(words, "k_0"))
            // Before the axes are turned round.
            .Add(ParameterCode.FalseEasting, Number(words, "x_0") * (method == TransverseMercator.SouthOrientated ? -1 : 1))
            .Add(ParameterCode.FalseNorthing, Number(words, "y_0") * (method == TransverseMercator.SouthOrientated ? -1 : 1))
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
            PrimeMeridian = meridian * Degree,
            UnitSize = Degree,
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

    private static double? Angle(Dictionary<string, string> words, string key) => Number(words, key) * Degree;

    private static double? Number(Dictionary<string, string> words, string key) =>
        !words.TryGetValue(key, out string? text) ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value
        : throw new FormatException($"'+{key}={text}' is not a number.");

    private static int? MethodOf(string name, Dictionary<string, string> words) =>
        name switch
        {
            "tmerc" or "etmerc" when words.GetValueOrDefault("axis") is "wsu" => TransverseMercator.SouthOrientated,
            "utm" or "tmerc" or "etmerc" => TransverseMercator.MethodCode,
            "merc" => Mercator.VariantA,
            "webmerc" => PseudoMercator.MethodCode,
            "lcc" => LambertConformalConic.TwoParallels,
            "aea" => AlbersEqualArea.MethodCode,
            "laea" => LambertAzimuthalEqualArea.MethodCode,
            "stere" => Math.Abs(Number(words, "lat_0") ?? 0) == 90 ? PolarStereographic.VariantA : ObliqueStereographic.Snyder,
            "sterea" => ObliqueStereographic.MethodCode,
            "omerc" => words.ContainsKey("no_uoff") || words.ContainsKey("no_off")
                ? HotineObliqueMercator.VariantA
                : HotineObliqueMercator.VariantB,
            "somerc" => SwissObliqueMercator.MethodCode,
            "labrd" => LabordeObliqueMercator.MethodCode,
            "cass" => words.ContainsKey("hyperbolic") ? CassiniSoldner.Hyperbolic : CassiniSoldner.MethodCode,
            "col_urban" => ColombiaUrban.MethodCode,
            "poly" => AmericanPolyconic.MethodCode,
            "krovak" => Krovak.NorthOrientated,
            "nzmg" => NewZealandMapGrid.MethodCode,
            "cea" => CylindricalEqualArea.MethodCode,
            "eqc" => EquidistantCylindrical.MethodCode,
            "eqearth" => EqualEarth.MethodCode,
            "aeqd" => words.ContainsKey("guam") ? GuamProjection.MethodCode : AzimuthalEquidistant.MethodCode,
            "eqdc" => EquidistantConic.MethodCode,
            "ortho" => Orthographic.MethodCode,
            "gnom" => Gnomonic.MethodCode,
            "geos" => words.GetValueOrDefault("sweep") == "x" ? Geostationary.SweepX : Geostationary.SweepY,
            "bonne" => Bonne.MethodCode,
            "sinu" => Sinusoidal.MethodCode,
            "moll" => Mollweide.MethodCode,
            "robin" => Robinson.MethodCode,
            "eck4" => EckertFour.MethodCode,
            "eck6" => EckertSix.MethodCode,
            "natearth" => NaturalEarth.MethodCode,
            "mill" => MillerCylindrical.MethodCode,
            "gall" => GallStereographic.MethodCode,
            "vandg" => VanDerGrinten.MethodCode,
            "wintri" => WinkelTripel.MethodCode,
            "aitoff" => WinkelTripel.Aitoff,
            "hammer" => (Number(words, "W") ?? 0.5) == 0.5 && (Number(words, "M") ?? 1) == 1 ? HammerAitoff.MethodCode : null,
            "wag4" => WagnerFour.MethodCode,
            "wag5" => WagnerFive.MethodCode,
            "wag7" => HammerAitoff.WagnerSeven,
            "goode" => GoodeHomolosine.MethodCode,
            "igh" => InterruptedGoode.Land,
            "igh_o" => InterruptedGoode.Ocean,
            "natearth2" => NaturalEarthTwo.MethodCode,
            "patterson" => Patterson.MethodCode,
            "comill" => CompactMiller.MethodCode,
            "eck1" => EckertOne.MethodCode,
            "eck2" => EckertTwo.MethodCode,
            "eck3" => EckertThree.MethodCode,
            "eck5" => EckertFive.MethodCode,
            "wink1" => WinkelOne.MethodCode,
            "wink2" => WinkelTwo.MethodCode,
            "qua_aut" => QuarticAuthalic.MethodCode,
            "loxim" => Loximuthal.MethodCode,
            "mbtfpq" => FlatPolarQuartic.MethodCode,
            "crast" => CrasterParabolic.MethodCode,
            "times" => Times.MethodCode,
            "tpeqd" => TwoPointEquidistant.MethodCode,
            "nsper" => VerticalPerspective.MethodCode,
            "ob_tran" when words.GetValueOrDefault("o_proj") is "longlat" or "latlong" => RotatedPole.MethodCode,
            _ => null,
        };
}
