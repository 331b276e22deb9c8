using Cog.Rendering.Projection.Methods.Ellipsoidal;

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
    private readonly ConformalLatitude _conformal;
    private readonly double _exponent;
    private readonly double _offset;
    private readonly double _sphere;
    private readonly (double Sin, double Cos) _origin;

    public SwissObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude,
            sin = Math.Sin(latitude),
            cos = Math.Cos(latitude),
            e2 = crs.Ellipsoid.EccentricitySquared;
        _conformal = new(crs.Ellipsoid.Eccentricity);
        _exponent = Math.Sqrt(1 + (e2 * cos * cos * cos * cos / (1 - e2)));
        double sine = sin / _exponent;
        _origin = (sine, Math.Sqrt(1 - (sine * sine)));
        _offset = Math.Atanh(sine) - (_exponent * _conformal.Isometric(latitude));
        _sphere = Radius * crs.Scale * Math.Sqrt(1 - e2) / (1 - (e2 * sin * sin));
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = (_exponent * _conformal.Isometric(latitude)) + _offset;
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        (double sinLongitude, double cosLongitude) = Math.SinCos(_exponent * longitude);
        double turned = Math.Atan2(cos * sinLongitude, (_origin.Sin * sin) + (_origin.Cos * cos * cosLongitude));
        return (_sphere * turned, _sphere * Math.Atanh((_origin.Cos * sin) - (_origin.Sin * cos * cosLongitude)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (double sin, double cos) = (Math.Tanh(y / _sphere), 1 / Math.Cosh(y / _sphere));
        (double sinLongitude, double cosLongitude) = Math.SinCos(x / _sphere);
        double latitude = (_origin.Cos * sin) + (_origin.Sin * cos * cosLongitude);
        double longitude = Math.Atan2(cos * sinLongitude, (_origin.Cos * cos * cosLongitude) - (_origin.Sin * sin));
        return (longitude / _exponent, _conformal.FromIsometric((Math.Atanh(Math.Clamp(latitude, -1, 1)) - _offset) / _exponent));
    }
}
