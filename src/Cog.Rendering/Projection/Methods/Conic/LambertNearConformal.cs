namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>
/// EPSG method 9817, Lambert Conic Near-Conformal: the cone's radius as a cubic, as the Levant was mapped (IOGP Guidance Note 7-2, "Lambert
/// Conic Near-Conformal").
/// </summary>
internal sealed class LambertNearConformal : CentredProjection
{
    // Metres from where the cubic is about to turn back.
    private const double FarNorth = 4e6;

    private readonly MeridianArc _arc;
    private readonly double _scale,
        _cubic,
        _originRadius,
        _sine;

    public LambertNearConformal(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude;
        _arc = new(crs.Ellipsoid, latitude);
        _scale = crs.Scale;
        _cubic = 1 / (6 * crs.Ellipsoid.MeridianRadius(latitude) * crs.Ellipsoid.NormalRadius(latitude));
        _originRadius = _scale * crs.Ellipsoid.NormalRadius(latitude) / Math.Tan(latitude);
        _sine = Math.Sin(latitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double m = _arc.Length(latitude);
        if (Math.Abs(m) > FarNorth)
        {
            return (double.NaN, double.NaN);
        }

        double along = _scale * (m + (_cubic * m * m * m)),
            radius = _originRadius - along,
            angle = longitude * _sine;
        double x = radius * Math.Sin(angle);
        return (x, along + (x * Math.Tan(angle / 2)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double dy = _originRadius - y,
            sign = SignOf(_originRadius);
        double angle = Math.Atan2(sign * x, sign * dy);
        double along = (_originRadius - (sign * Math.Sqrt((x * x) + (dy * dy)))) / _scale;
        double m = along;
        for (int i = 0; i < 10; i++)
        {
            m -= (m + (_cubic * m * m * m) - along) / (1 + (3 * _cubic * m * m));
        }

        return (angle / _sine, _arc.Latitude(m));
    }
}
