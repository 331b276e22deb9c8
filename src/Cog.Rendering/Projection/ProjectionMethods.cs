using Cog.Rendering.Projection.Methods;
using Cog.Rendering.Projection.Methods.Azimuthal;
using Cog.Rendering.Projection.Methods.Conic;
using Cog.Rendering.Projection.Methods.Cylindrical;
using Cog.Rendering.Projection.Methods.Ellipsoidal;
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
            PseudoMercator.MethodCode => new PseudoMercator(crs),
            TransverseMercator.MethodCode or TransverseMercator.SouthOrientated or TransverseMercator.ThreeDimensional =>
                new TransverseMercator(crs),
            ZonedTransverseMercator.MethodCode => new ZonedTransverseMercator(crs),
            Mercator.VariantA or Mercator.VariantB or Mercator.Spherical or Mercator.SphericalOneParallel => new Mercator(crs),
            HotineObliqueMercator.VariantB when IsSwiss(crs) => new SwissObliqueMercator(crs),
            HotineObliqueMercator.VariantA or HotineObliqueMercator.VariantB => new HotineObliqueMercator(crs),
            SwissObliqueMercator.MethodCode => new SwissObliqueMercator(crs),
            LabordeObliqueMercator.MethodCode => new LabordeObliqueMercator(crs),
            CassiniSoldner.MethodCode or CassiniSoldner.Hyperbolic => new CassiniSoldner(crs),
            EquidistantCylindrical.MethodCode
            or EquidistantCylindrical.Spherical
            or EquidistantCylindrical.OlderSpherical
            or EquidistantCylindrical.Older => new EquidistantCylindrical(crs),
            CylindricalEqualArea.MethodCode => new CylindricalEqualArea(crs),
            CylindricalEqualArea.Spherical => new CylindricalEqualArea(AuthalicLatitude.OnSphere(crs)),
            MillerCylindrical.MethodCode => new MillerCylindrical(AuthalicLatitude.OnSphere(crs)),
            GallStereographic.MethodCode => new GallStereographic(crs),

            LambertConformalConic.OneParallel
            or LambertConformalConic.TwoParallels
            or LambertConformalConic.OneParallelVariantB
            or LambertConformalConic.WestOrientated
            or LambertConformalConic.Belgium
            or LambertConformalConic.Michigan => new LambertConformalConic(crs),
            LambertNearConformal.MethodCode => new LambertNearConformal(crs),
            AlbersEqualArea.MethodCode => new AlbersEqualArea(crs),
            EquidistantConic.MethodCode => new EquidistantConic(crs),
            AmericanPolyconic.MethodCode => new AmericanPolyconic(crs),
            Krovak.MethodCode or Krovak.NorthOrientated or Krovak.Modified or Krovak.ModifiedNorthOrientated => new Krovak(crs),
            Bonne.MethodCode or Bonne.SouthOrientated => new Bonne(crs),

            PolarStereographic.VariantA or PolarStereographic.VariantB or PolarStereographic.VariantC => new PolarStereographic(crs),
            ObliqueStereographic.Snyder when IsPolar(crs) => new PolarStereographic(crs with { MethodCode = PolarStereographic.VariantA }),
            ObliqueStereographic.MethodCode or ObliqueStereographic.Snyder => new ObliqueStereographic(crs),
            LambertAzimuthalEqualArea.MethodCode => new LambertAzimuthalEqualArea(crs),
            LambertAzimuthalEqualArea.Spherical => new LambertAzimuthalEqualArea(AuthalicLatitude.OnSphere(crs)),
            AzimuthalEquidistant.MethodCode or AzimuthalEquidistant.Modified => new AzimuthalEquidistant(crs),
            GuamProjection.MethodCode => new GuamProjection(crs),
            Orthographic.MethodCode or Orthographic.Local => new Orthographic(crs),
            Gnomonic.MethodCode => new Gnomonic(crs),
            Geostationary.SweepX or Geostationary.SweepY => new Geostationary(crs),

            NewZealandMapGrid.MethodCode => new NewZealandMapGrid(crs),
            ColombiaUrban.MethodCode => new ColombiaUrban(crs),
            EqualEarth.MethodCode => new EqualEarth(crs),
            Sinusoidal.MethodCode => new Sinusoidal(crs),
            Mollweide.MethodCode => new Mollweide(crs),
            Robinson.MethodCode => new Robinson(crs),
            EckertFour.MethodCode => new EckertFour(crs),
            EckertSix.MethodCode => new EckertSix(crs),
            NaturalEarth.MethodCode => new NaturalEarth(crs),
            VanDerGrinten.MethodCode => new VanDerGrinten(AuthalicLatitude.OnSphere(crs)),
            WinkelTripel.MethodCode or WinkelTripel.Aitoff => new WinkelTripel(crs),
            HammerAitoff.MethodCode or HammerAitoff.WagnerSeven => new HammerAitoff(crs),
            GoodeHomolosine.MethodCode => new GoodeHomolosine(crs),
            InterruptedGoode.Land or InterruptedGoode.Ocean => new InterruptedGoode(crs),
            NaturalEarthTwo.MethodCode => new NaturalEarthTwo(crs),
            Patterson.MethodCode => new Patterson(crs),
            CompactMiller.MethodCode => new CompactMiller(crs),
            EckertOne.MethodCode => new EckertOne(crs),
            EckertTwo.MethodCode => new EckertTwo(crs),
            EckertThree.MethodCode => new EckertThree(crs),
            EckertFive.MethodCode => new EckertFive(crs),
            WinkelOne.MethodCode => new WinkelOne(crs),
            WinkelTwo.MethodCode => new WinkelTwo(crs),
            QuarticAuthalic.MethodCode => new QuarticAuthalic(crs),
            Loximuthal.MethodCode => new Loximuthal(crs),
            FlatPolarQuartic.MethodCode => new FlatPolarQuartic(crs),
            CrasterParabolic.MethodCode => new CrasterParabolic(crs),
            Times.MethodCode => new Times(crs),
            WagnerFour.MethodCode => new WagnerFour(crs),
            WagnerFive.MethodCode => new WagnerFive(crs),
            TwoPointEquidistant.MethodCode => new TwoPointEquidistant(crs),
            VerticalPerspective.MethodCode => new VerticalPerspective(crs),
            RotatedPole.MethodCode => new RotatedPole(crs),
            _ => null,
        };

    // Hotine's formulas and the Swiss differ by centimetres far from the centre; where the line runs due east, the latter are meant
    // (Switzerland, Hungary).
    private static bool IsSwiss(CrsDefinition crs) =>
        Math.Abs(crs.Value(ParameterCode.AzimuthAtProjectionCentre) - RightAngle) < 1e-10
        && Math.Abs(crs.Value(ParameterCode.AngleFromRectifiedToSkewGrid, RightAngle) - RightAngle) < 1e-10;

    private static bool IsPolar(CrsDefinition crs) => Math.Abs(crs.OriginLatitude) > RightAngle - 1e-10;
}
