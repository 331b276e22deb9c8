namespace Cog.Rendering.Projection;

/// <summary>The figure of the Earth under a CRS.</summary>
/// <param name="SemiMajorAxis">Metres.</param>
/// <param name="InverseFlattening">0 for a sphere.</param>
internal readonly record struct Ellipsoid(double SemiMajorAxis, double InverseFlattening)
{
    /// <summary>EPSG 7030.</summary>
    public static Ellipsoid Wgs84 { get; } = new(6378137, 298.257223563);

    /// <summary>EPSG 7019.</summary>
    public static Ellipsoid Grs80 { get; } = new(6378137, 298.257222101);

    public double Flattening => InverseFlattening == 0 ? 0 : 1 / InverseFlattening;

    /// <summary>f / (2 - f).</summary>
    public double ThirdFlattening => Flattening / (2 - Flattening);

    /// <summary>The powers of <see cref="ThirdFlattening"/> that series are made of, the first to the sixth.</summary>
    public (double N, double N2, double N3, double N4, double N5, double N6) ThirdFlatteningPowers
    {
        get
        {
            double n = ThirdFlattening,
                n2 = n * n,
                n3 = n2 * n,
                n4 = n3 * n,
                n5 = n4 * n;
            return (n, n2, n3, n4, n5, n5 * n);
        }
    }

    /// <summary>√(f (2 - f)).</summary>
    public double Eccentricity => Math.Sqrt(EccentricitySquared);

    /// <summary>f (2 - f).</summary>
    public double EccentricitySquared => Flattening * (2 - Flattening);

    /// <summary>The sphere of the same equator.</summary>
    public Ellipsoid Sphere => new(SemiMajorAxis, 0);

    /// <summary>Radius of curvature across the meridian (ν), metres.</summary>
    public double NormalRadius(double latitude) => SemiMajorAxis / Root(latitude);

    /// <summary>Radius of curvature along the meridian (ρ), metres.</summary>
    public double MeridianRadius(double latitude)
    {
        double root = Root(latitude);
        return SemiMajorAxis * (1 - EccentricitySquared) / (root * root * root);
    }

    /// <summary>Radius of a parallel in equatorial radii (m): cos φ / √(1 - e² sin² φ).</summary>
    public double ParallelRadius(double latitude) => Math.Cos(latitude) / Root(latitude);

    /// <summary>√(1 - e² sin² φ).</summary>
    public double Root(double latitude)
    {
        double sin = Math.Sin(latitude);
        return Math.Sqrt(1 - (EccentricitySquared * sin * sin));
    }
}
