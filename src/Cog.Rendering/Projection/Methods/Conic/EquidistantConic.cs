using Cog.Rendering.Projection.Methods.Ellipsoidal;

namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// EPSG method 1119, Equidistant Conic (IOGP Guidance Note 7-2, "Equidistant Conic"; J. P. Snyder, USGS 1395, pp. 111-115).
/// </summary>
internal sealed class EquidistantConic : CentredProjection
{
    private readonly MeridianArc _arc;
    private readonly double _cone;
    private readonly double _constant;
    private readonly double _originRadius;

    public EquidistantConic(CrsDefinition crs)
        : base(crs)
    {
        _arc = new(crs.Ellipsoid);
        double first = crs.FirstParallel,
            second = crs.Value(ParameterCode.LatitudeOfSecondStandardParallel, absent: first);
        double m1 = crs.Ellipsoid.ParallelRadius(first),
            m2 = crs.Ellipsoid.ParallelRadius(second);
        _cone = Math.Abs(first - second) < 1e-10 ? Math.Sin(first) : Radius * (m1 - m2) / (_arc.Length(second) - _arc.Length(first));
        _constant = (Radius * m1 / _cone) + _arc.Length(first);
        _originRadius = _constant - _arc.Length(crs.OriginLatitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double radius = _constant - _arc.Length(latitude);
        (double sin, double cos) = Math.SinCos(_cone * longitude);
        return (radius * sin, _originRadius - (radius * cos));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        y = _originRadius - y;
        double sign = SignOf(_cone),
            radius = sign * Math.Sqrt((x * x) + (y * y));
        return (Math.Atan2(sign * x, sign * y) / _cone, _arc.Latitude(_constant - radius));
    }
}
