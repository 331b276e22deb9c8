namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// EPSG methods 9820 and 1027, Lambert Azimuthal Equal Area on the ellipsoid and on a sphere (IOGP Guidance Note 7-2, "Lambert Azimuthal
/// Equal Area").
/// </summary>
internal sealed class LambertAzimuthalEqualArea : CentredProjection
{
    private readonly AuthalicLatitude _authalic;
    private readonly double _authalicRadius,
        _stretch;
    private readonly (double Sin, double Cos) _origin;
    private readonly int _pole;

    public LambertAzimuthalEqualArea(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude;
        _authalic = new(crs.Ellipsoid);
        _authalicRadius = Radius * _authalic.RadiusRatio;
        _origin = Math.SinCos(_authalic.Of(latitude));
        _pole = Math.Abs(latitude) > HalfPi - 1e-10 ? SignOf(latitude) : 0;
        _stretch = _pole == 0 ? Radius * crs.Ellipsoid.ParallelRadius(latitude) / (_authalicRadius * _origin.Cos) : 1;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double authalic = _authalic.Of(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        if (_pole != 0)
        {
            // √(qp - q) by half angles: near the pole the difference loses its digits.
            double radius = 2 * _authalicRadius * Math.Sin((HalfPi - (_pole * authalic)) / 2);
            return (radius * sinLongitude, -_pole * radius * cosLongitude);
        }

        (double sin, double cos) = Math.SinCos(authalic);
        double facing = 1 + (_origin.Sin * sin) + (_origin.Cos * cos * cosLongitude);
        double scale = _authalicRadius * Math.Sqrt(2 / facing);
        return facing > 1e-14
            ? (scale * _stretch * cos * sinLongitude, scale / _stretch * ((_origin.Cos * sin) - (_origin.Sin * cos * cosLongitude)))
            : (double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / _stretch, y * _stretch);
        double radius = Math.Sqrt((x * x) + (y * y));
        double angle = 2 * Asin(radius / (2 * _authalicRadius));
        if (_pole != 0)
        {
            return (Math.Atan2(x, -_pole * y), _authalic.Geodetic(_pole * (HalfPi - angle)));
        }

        if (radius < 1e-10)
        {
            return (0, _authalic.Geodetic(Math.Atan2(_origin.Sin, _origin.Cos)));
        }

        (double sin, double cos) = Math.SinCos(angle);
        double authalic = Asin((cos * _origin.Sin) + (y * sin * _origin.Cos / radius));
        return (Math.Atan2(x * sin, (radius * _origin.Cos * cos) - (y * _origin.Sin * sin)), _authalic.Geodetic(authalic));
    }
}
