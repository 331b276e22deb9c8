using Cog.Rendering.Projection.Methods.Ellipsoidal;

namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>EPSG method 9822, Albers Equal Area (IOGP Guidance Note 7-2, "Albers Equal Area").</summary>
internal sealed class AlbersEqualArea : CentredProjection
{
    private readonly AuthalicLatitude _authalic;
    private readonly double _constant;
    private readonly Cone _cone;

    public AlbersEqualArea(CrsDefinition crs)
        : base(crs)
    {
        _authalic = new(crs.Ellipsoid);
        double first = crs.FirstParallel,
            second = crs.SecondParallel;
        double m1 = crs.Ellipsoid.ParallelRadius(first),
            m2 = crs.Ellipsoid.ParallelRadius(second);
        double q1 = _authalic.Q(first),
            q2 = _authalic.Q(second);
        double cone = Math.Abs(first - second) < 1e-10 ? Math.Sin(first) : ((m1 * m1) - (m2 * m2)) / (q2 - q1);
        _constant = (m1 * m1) + (cone * q1);
        _cone = new(cone, RadiusAt(crs.OriginLatitude, cone));
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude) =>
        _cone.Point(longitude, RadiusAt(latitude, _cone.Constant));

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (double longitude, double radius) = _cone.Polar(x, y);
        double ratio = radius * _cone.Constant / Radius;
        return (longitude, _authalic.Geodetic(Asin((_constant - (ratio * ratio)) / _cone.Constant / _authalic.PolarQ)));
    }

    // A hair below zero at the pole of a cone that reaches it.
    private double RadiusAt(double latitude, double cone) =>
        Radius * Math.Sqrt(Math.Max(0, _constant - (cone * _authalic.Q(latitude)))) / cone;
}
