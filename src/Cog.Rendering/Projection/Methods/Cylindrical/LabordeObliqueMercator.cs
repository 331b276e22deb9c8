namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG method 9813, Laborde Oblique Mercator of Madagascar: a cubic of the complex plane turns the map (IOGP Guidance Note 7-2, "Laborde
/// Oblique Mercator").
/// </summary>
internal sealed class LabordeObliqueMercator : CentredProjection
{
    private const double FarEast = 20 * Degree;

    private readonly ConformalSphere _sphere;
    private readonly double _radius,
        _originLatitude;
    private readonly Complex _cubic;

    public LabordeObliqueMercator(CrsDefinition crs)
        : base(crs)
    {
        _sphere = new(crs.Ellipsoid, crs.OriginLatitude);
        _radius = crs.Scale * _sphere.Radius;
        _originLatitude = Math.Asin(_sphere.OriginSine);
        double twice = 2 * crs.Value(ParameterCode.AzimuthAtProjectionCentre);
        _cubic = new Complex(1 - Math.Cos(twice), Math.Sin(twice)) / 12;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = _sphere.Isometric(latitude),
            turn = _sphere.Exponent * longitude;
        if (Math.Abs(turn) > FarEast)
        {
            return (double.NaN, double.NaN);
        }

        // The sphere's transverse Mercator by its series, as Laborde and other software do it: at the island's ends the closed form is 6 mm
        // away.
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        double sin2 = sin * sin,
            cos2 = cos * cos,
            turn2 = turn * turn;
        double north = Math.Asin(sin) - _originLatitude + (turn2 * sin * cos * (0.5 + (turn2 * ((5 * cos2) - sin2) / 24)));
        double east =
            turn * cos * (1 + (turn2 * (((cos2 - sin2) / 6) + (turn2 * ((5 * cos2 * cos2) + (sin2 * (sin2 - (18 * cos2)))) / 120))));
        Complex plane = new(north, east);
        plane += _cubic * plane * plane * plane;
        return (_radius * plane.Imaginary, _radius * plane.Real);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        // Near enough on the sphere, then by Newton's method.
        double latitude = _sphere.FromIsometric(Math.Atanh(Math.Sin(Math.Clamp(_originLatitude + (y / _radius), -1.5, 1.5))));
        return Solve(x, y, x / _radius / Math.Cos(latitude), latitude);
    }
}
