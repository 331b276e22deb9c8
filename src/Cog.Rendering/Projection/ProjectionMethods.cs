using Cog.Rendering.Projection.Methods;
using Cog.Rendering.Projection.Methods.Azimuthal;
using Cog.Rendering.Projection.Methods.Conic;
using Cog.Rendering.Projection.Methods.Cylindrical;
using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection;

/// <summary>The kernels, by EPSG method code: a further projection is one file and one line here.</summary>
internal static class ProjectionMethods
{
    private const double RightAngle = Math.PI / 2;

    /// <summary>Builds a CRS's kernel; null when its method has none.</summary>
    public static MapProjection? Create(CrsDefinition crs) =>
        crs.MethodCode switch
        {
            ProjectionMethod.PseudoMercator => new PseudoMercator(crs),
            ProjectionMethod.TransverseMercator
            or ProjectionMethod.TransverseMercatorSouthOrientated
            or ProjectionMethod.TransverseMercatorThreeDimensional => new TransverseMercator(crs),
            ProjectionMethod.ZonedTransverseMercator => new ZonedTransverseMercator(crs),
            ProjectionMethod.MercatorVariantA
            or ProjectionMethod.MercatorVariantB
            or ProjectionMethod.MercatorSpherical
            or ProjectionMethod.MercatorSphericalOneParallel => new Mercator(crs),
            ProjectionMethod.HotineObliqueMercatorVariantB when IsSwiss(crs) => new SwissObliqueMercator(crs),
            ProjectionMethod.HotineObliqueMercatorVariantA or ProjectionMethod.HotineObliqueMercatorVariantB => new HotineObliqueMercator(
                crs
            ),
            ProjectionMethod.SwissObliqueMercator => new SwissObliqueMercator(crs),
            ProjectionMethod.LabordeObliqueMercator => new LabordeObliqueMercator(crs),
            ProjectionMethod.CassiniSoldner or ProjectionMethod.CassiniSoldnerHyperbolic => new CassiniSoldner(crs),
            ProjectionMethod.EquidistantCylindrical
            or ProjectionMethod.EquidistantCylindricalSpherical
            or ProjectionMethod.EquidistantCylindricalOlderSpherical
            or ProjectionMethod.EquidistantCylindricalOlder => new EquidistantCylindrical(crs),
            ProjectionMethod.CylindricalEqualArea => new CylindricalEqualArea(crs),
            ProjectionMethod.CylindricalEqualAreaSpherical => new CylindricalEqualArea(AuthalicLatitude.OnSphere(crs)),
            ProjectionMethod.MillerCylindrical => new MillerCylindrical(AuthalicLatitude.OnSphere(crs)),
            ProjectionMethod.GallStereographic => new GallStereographic(crs),

            ProjectionMethod.LambertConformalConicOneParallel
            or ProjectionMethod.LambertConformalConicTwoParallels
            or ProjectionMethod.LambertConformalConicOneParallelVariantB
            or ProjectionMethod.LambertConformalConicWestOrientated
            or ProjectionMethod.LambertConformalConicBelgium
            or ProjectionMethod.LambertConformalConicMichigan => new LambertConformalConic(crs),
            ProjectionMethod.LambertNearConformal => new LambertNearConformal(crs),
            ProjectionMethod.AlbersEqualArea => new AlbersEqualArea(crs),
            ProjectionMethod.EquidistantConic => new EquidistantConic(crs),
            ProjectionMethod.AmericanPolyconic => new AmericanPolyconic(crs),
            ProjectionMethod.Krovak
            or ProjectionMethod.KrovakNorthOrientated
            or ProjectionMethod.KrovakModified
            or ProjectionMethod.KrovakModifiedNorthOrientated => new Krovak(crs),
            ProjectionMethod.Bonne or ProjectionMethod.BonneSouthOrientated => new Bonne(crs),

            ProjectionMethod.PolarStereographicVariantA
            or ProjectionMethod.PolarStereographicVariantB
            or ProjectionMethod.PolarStereographicVariantC => new PolarStereographic(crs),
            ProjectionMethod.Stereographic when IsPolar(crs) => new PolarStereographic(
                crs with
                {
                    MethodCode = ProjectionMethod.PolarStereographicVariantA,
                }
            ),
            ProjectionMethod.ObliqueStereographic or ProjectionMethod.Stereographic => new ObliqueStereographic(crs),
            ProjectionMethod.LambertAzimuthalEqualArea => new LambertAzimuthalEqualArea(crs),
            ProjectionMethod.LambertAzimuthalEqualAreaSpherical => new LambertAzimuthalEqualArea(AuthalicLatitude.OnSphere(crs)),
            ProjectionMethod.AzimuthalEquidistant or ProjectionMethod.AzimuthalEquidistantModified => new AzimuthalEquidistant(crs),
            ProjectionMethod.Guam => new GuamProjection(crs),
            ProjectionMethod.Orthographic or ProjectionMethod.OrthographicLocal => new Orthographic(crs),
            ProjectionMethod.Gnomonic => new Gnomonic(crs),
            ProjectionMethod.GeostationarySweepX or ProjectionMethod.GeostationarySweepY => new Geostationary(crs),

            ProjectionMethod.NewZealandMapGrid => new NewZealandMapGrid(crs),
            ProjectionMethod.ColombiaUrban => new ColombiaUrban(crs),
            ProjectionMethod.EqualEarth => new EqualEarth(crs),
            ProjectionMethod.Sinusoidal => new Sinusoidal(crs),
            ProjectionMethod.Mollweide => new Mollweide(crs),
            ProjectionMethod.Robinson => new Robinson(crs),
            ProjectionMethod.EckertFour => new EckertFour(crs),
            ProjectionMethod.EckertSix => new EckertSix(crs),
            ProjectionMethod.NaturalEarth => new NaturalEarth(crs),
            ProjectionMethod.VanDerGrinten => new VanDerGrinten(AuthalicLatitude.OnSphere(crs)),
            ProjectionMethod.WinkelTripel or ProjectionMethod.Aitoff => new WinkelTripel(crs),
            ProjectionMethod.HammerAitoff or ProjectionMethod.WagnerSeven => new HammerAitoff(crs),
            ProjectionMethod.GoodeHomolosine => new GoodeHomolosine(crs),
            ProjectionMethod.InterruptedGoodeLand or ProjectionMethod.InterruptedGoodeOcean => new InterruptedGoode(crs),
            ProjectionMethod.NaturalEarthTwo => new NaturalEarthTwo(crs),
            ProjectionMethod.Patterson => PolynomialCylindrical.Patterson(crs),
            ProjectionMethod.CompactMiller => PolynomialCylindrical.CompactMiller(crs),
            ProjectionMethod.EckertOne => new EckertOne(crs),
            ProjectionMethod.EckertTwo => new EckertTwo(crs),
            ProjectionMethod.EckertThree => new EckertThree(crs),
            ProjectionMethod.EckertFive => new EckertFive(crs),
            ProjectionMethod.WinkelOne => new WinkelOne(crs),
            ProjectionMethod.WinkelTwo => new WinkelTwo(crs),
            ProjectionMethod.QuarticAuthalic => new QuarticAuthalic(crs),
            ProjectionMethod.Loximuthal => new Loximuthal(crs),
            ProjectionMethod.FlatPolarQuartic => new FlatPolarQuartic(crs),
            ProjectionMethod.CrasterParabolic => new CrasterParabolic(crs),
            ProjectionMethod.Times => new Times(crs),
            ProjectionMethod.WagnerFour => WagnerEllipse.Four(crs),
            ProjectionMethod.WagnerFive => WagnerEllipse.Five(crs),
            ProjectionMethod.TwoPointEquidistant => new TwoPointEquidistant(crs),
            ProjectionMethod.VerticalPerspective => new VerticalPerspective(crs),
            ProjectionMethod.RotatedPole => new RotatedPole(crs),
            _ => null,
        };

    // Hotine's formulas and the Swiss differ by centimetres far from the centre; where the line runs due east, the latter are meant
    // (Switzerland, Hungary).
    private static bool IsSwiss(CrsDefinition crs) =>
        Math.Abs(crs.Value(ParameterCode.AzimuthAtProjectionCentre) - RightAngle) < 1e-10
        && Math.Abs(crs.Value(ParameterCode.AngleFromRectifiedToSkewGrid, RightAngle) - RightAngle) < 1e-10;

    private static bool IsPolar(CrsDefinition crs) => Math.Abs(crs.OriginLatitude) > RightAngle - 1e-10;
}
