namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// EPSG methods 9801, 9802, 1102, 9826, 9803 and 1051: Lambert Conic Conformal with one or two standard parallels, and as Greenland,
/// Belgium and Michigan use it (IOGP Guidance Note 7-2, "Lambert Conic Conformal").
/// </summary>
internal sealed class LambertConformalConic : ConicProjection
{
    /// <summary>What Belgium's method turns the cone by.</summary>
    private const double BelgianAngle = 29.2985 / 3600 * Degree;

    private readonly ConformalLatitude _conformal;
    private readonly double _factor;

    public LambertConformalConic(CrsDefinition crs)
        : base(crs)
    {
        Ellipsoid ellipsoid = crs.Ellipsoid;
        _conformal = new(ellipsoid.Eccentricity);
        bool hasOneParallel =
            crs.MethodCode
            is ProjectionMethod.LambertConformalConicOneParallel
                or ProjectionMethod.LambertConformalConicOneParallelVariantB
                or ProjectionMethod.LambertConformalConicWestOrientated;
        double first = hasOneParallel ? crs.OriginLatitude : crs.FirstParallel,
            second = hasOneParallel ? first : crs.SecondParallel;
        double m1 = ellipsoid.ParallelRadius(first),
            m2 = ellipsoid.ParallelRadius(second);
        double isometric1 = _conformal.Isometric(first);

        // n, then k a F; GN 7-2 writes t for e^-ψ.
        double cone = Math.Abs(first - second) < 1e-10 ? Math.Sin(first) : Math.Log(m1 / m2) / (_conformal.Isometric(second) - isometric1);
        double scale = crs.Scale * crs.Value(ParameterCode.EllipsoidScalingFactor, absent: 1);
        _factor = Radius * scale * m1 / cone * Math.Exp(cone * isometric1);
        double origin =
            crs.MethodCode == ProjectionMethod.LambertConformalConicOneParallelVariantB
                ? crs.Value(ParameterCode.LatitudeOfFalseOrigin)
                : crs.OriginLatitude;
        double turn = crs.MethodCode == ProjectionMethod.LambertConformalConicBelgium ? BelgianAngle : 0;
        Cone = new(cone, RadiusAt(origin, cone), turn);
    }

    /// <inheritdoc/>
    protected override double RadiusAt(double latitude) => RadiusAt(latitude, Cone.Constant);

    /// <inheritdoc/>
    protected override double LatitudeAt(double radius) => _conformal.FromIsometric(-Math.Log(radius / _factor) / Cone.Constant);

    private double RadiusAt(double latitude, double cone) => _factor * Math.Exp(-cone * _conformal.Isometric(latitude));
}
