namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>EPSG method 9822, Albers Equal Area (IOGP Guidance Note 7-2, "Albers Equal Area").</summary>
internal sealed class AlbersEqualArea : ConicProjection
{
    private readonly AuthalicLatitude _authalic;
    private readonly double _constant;

    public AlbersEqualArea(CrsDefinition crs)
        : base(crs)
    {
        double first = crs.FirstParallel,
            second = crs.SecondParallel;
        double m1 = crs.Ellipsoid.ParallelRadius(first),
            m2 = crs.Ellipsoid.ParallelRadius(second);
        _authalic = new(crs.Ellipsoid);
        double q1 = _authalic.Q(first),
            q2 = _authalic.Q(second);
        double cone = Math.Abs(first - second) < 1e-10 ? Math.Sin(first) : ((m1 * m1) - (m2 * m2)) / (q2 - q1);
        _constant = (m1 * m1) + (cone * q1);
        Cone = new(cone, RadiusAt(crs.OriginLatitude, cone));
    }

    /// <inheritdoc/>
    protected override double RadiusAt(double latitude) => RadiusAt(latitude, Cone.Constant);

    /// <inheritdoc/>
    protected override double LatitudeAt(double radius)
    {
        double ratio = radius * Cone.Constant / Radius;
        return _authalic.Geodetic(Asin((_constant - (ratio * ratio)) / Cone.Constant / _authalic.PolarQ));
    }

    // A hair below zero at the pole of a cone that reaches it.
    private double RadiusAt(double latitude, double cone) =>
        Radius * Math.Sqrt(Math.Max(0, _constant - (cone * _authalic.Q(latitude)))) / cone;
}
