namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// Swiss Oblique Mercator: to a conformal sphere, turned to the projection centre, to a cylinder. Serves Hotine variant B where the azimuth
/// is 90°, and method 60005 of its own.
/// </summary>
/// <remarks>
/// Federal Office of Topography swisstopo, "Formulas and constants for the calculation of the Swiss conformal cylindrical projection and
/// for the transformation between coordinate systems", section 3.
/// </remarks>
internal sealed class SwissObliqueMercator : CentredProjection
{
    private readonly ConformalSphere _sphere;
    private readonly double _radius;
    private readonly (double Sin, double Cos) _origin;

    public SwissObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        _sphere = new(crs.Ellipsoid, crs.OriginLatitude);
        _radius = crs.Scale * _sphere.Radius;
        _origin = (_sphere.OriginSine, Math.Sqrt(1 - (_sphere.OriginSine * _sphere.OriginSine)));
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = _sphere.Isometric(latitude);
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        (double sinLongitude, double cosLongitude) = Math.SinCos(_sphere.Exponent * longitude);
        double turned = Math.Atan2(cos * sinLongitude, (_origin.Sin * sin) + (_origin.Cos * cos * cosLongitude));
        return (_radius * turned, _radius * Math.Atanh((_origin.Cos * sin) - (_origin.Sin * cos * cosLongitude)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (double sin, double cos) = (Math.Tanh(y / _radius), 1 / Math.Cosh(y / _radius));
        (double sinLongitude, double cosLongitude) = Math.SinCos(x / _radius);
        double latitude = (_origin.Cos * sin) + (_origin.Sin * cos * cosLongitude);
        double longitude = Math.Atan2(cos * sinLongitude, (_origin.Cos * cos * cosLongitude) - (_origin.Sin * sin));
        return (longitude / _sphere.Exponent, _sphere.FromIsometric(Math.Atanh(Math.Clamp(latitude, -1, 1))));
    }
}
