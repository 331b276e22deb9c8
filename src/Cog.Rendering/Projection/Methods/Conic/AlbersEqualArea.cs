using Cog.Rendering.Projection.Methods.Ellipsoidal;

namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>EPSG method 9822, Albers Equal Area (IOGP Guidance Note 7-2, "Albers Equal Area").</summary>
internal sealed class AlbersEqualArea : CentredProjection
{
    private readonly AuthalicLatitude _authalic;
    private readonly double _cone;
    private readonly double _constant;
    private readonly double _originRadius;

    public AlbersEqualArea(CrsDefinition crs)
        : base(crs)
    {
        _authalic = new(crs.Ellipsoid);
        double first = crs.FirstParallel,
            second = crs.Value(ParameterCode.LatitudeOfSecondStandardParallel, absent: first);
        double m1 = crs.Ellipsoid.ParallelRadius(first),
            m2 = crs.Ellipsoid.ParallelRadius(second);
        double q1 = _authalic.Q(first),
            q2 = _authalic.Q(second);
        _cone = Math.Abs(first - second) < 1e-10 ? Math.Sin(first) : ((m1 * m1) - (m2 * m2)) / (q2 - q1);
        _constant = (m1 * m1) + (_cone * q1);
        _originRadius = RadiusAt(crs.OriginLatitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double radius = RadiusAt(latitude);
        (double sin, double cos) = Math.SinCos(_cone * longitude);
        return (radius * sin, _originRadius - (radius * cos));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        y = _originRadius - y;
        double sign = SignOf(_cone),
            ratio = ((x * x) + (y * y)) * _cone * _cone / (Radius * Radius);
        double authalic = Asin((_constant - ratio) / _cone / _authalic.PolarQ);
        return (Math.Atan2(sign * x, sign * y) / _cone, _authalic.Geodetic(authalic));
    }

    // A hair below zero at the pole of a cone that reaches it.
    private double RadiusAt(double latitude) => Radius * Math.Sqrt(Math.Max(0, _constant - (_cone * _authalic.Q(latitude)))) / _cone;
}
