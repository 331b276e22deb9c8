namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// EPSG method 9838, Vertical Perspective: the sphere as it is seen from a height above its centre point (J. P. Snyder, USGS 1395, pp.
/// 173-178), on the sphere of the equator as in PROJ.
/// </summary>
internal sealed class VerticalPerspective : CentredProjection
{
    private readonly double _height,
        _sine,
        _cosine;

    public VerticalPerspective(CrsDefinition crs)
        : base(crs)
    {
        _height = crs.SatelliteHeight / Radius;
        (_sine, _cosine) = Math.SinCos(crs.OriginLatitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        double facing = (_sine * sin) + (_cosine * cos * cosLongitude),
            centre = 1 + _height;
        double scale = Radius * _height / (centre - facing);
        return facing < 1 / centre
            ? (double.NaN, double.NaN) // Behind the horizon.
            : (scale * cos * sinLongitude, scale * ((_cosine * sin) - (_sine * cos * cosLongitude)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / Radius, y / Radius);
        double radius = Math.Sqrt((x * x) + (y * y)),
            centre = 1 + _height;
        if (radius < 1e-15)
        {
            return (0, Math.Atan2(_sine, _cosine));
        }

        double root = 1 - (radius * radius * (centre + 1) / _height);
        if (!(root >= 0))
        {
            return (double.NaN, double.NaN);
        }

        double sin = (centre - Math.Sqrt(root)) / ((_height / radius) + (radius / _height)),
            cos = Math.Sqrt(Math.Max(0, 1 - (sin * sin)));
        return (Math.Atan2(x * sin, (radius * _cosine * cos) - (y * _sine * sin)), Asin((cos * _sine) + (y * sin * _cosine / radius)));
    }
}
