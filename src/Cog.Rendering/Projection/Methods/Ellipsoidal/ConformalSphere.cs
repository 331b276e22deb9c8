namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>
/// Gauss's sphere: it touches the ellipsoid along a parallel and is mapped from it conformally, with no distortion there.
/// </summary>
internal readonly struct ConformalSphere
{
    private readonly ConformalLatitude _conformal;
    private readonly double _offset;

    public ConformalSphere(Ellipsoid ellipsoid, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        double e2 = ellipsoid.EccentricitySquared;
        _conformal = new(ellipsoid.Eccentricity);
        Exponent = Math.Sqrt(1 + (e2 * cos * cos * cos * cos / (1 - e2)));
        Radius = ellipsoid.SemiMajorAxis * Math.Sqrt(1 - e2) / (1 - (e2 * sin * sin));
        OriginSine = sin / Exponent;
        _offset = Math.Atanh(OriginSine) - (Exponent * _conformal.Isometric(latitude));
    }

    /// <summary>A longitude on the sphere over one on the ellipsoid.</summary>
    public double Exponent { get; }

    /// <summary>The geometric mean of the ellipsoid's radii of curvature at the parallel, metres.</summary>
    public double Radius { get; }

    /// <summary>The sine of the parallel's latitude on the sphere.</summary>
    public double OriginSine { get; }

    /// <summary>The isometric latitude on the sphere of a geodetic latitude.</summary>
    public double Isometric(double latitude) => (Exponent * _conformal.Isometric(latitude)) + _offset;

    /// <summary>The geodetic latitude of an isometric latitude on the sphere.</summary>
    public double FromIsometric(double isometric) => _conformal.FromIsometric((isometric - _offset) / Exponent);
}
