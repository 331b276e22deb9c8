namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// EPSG method 9809, Oblique Stereographic: by way of a conformal sphere (IOGP Guidance Note 7-2, "Oblique and Equatorial Stereographic").
/// Method 60014, Stereographic: by way of each point's conformal latitude (J. P. Snyder, "Map Projections: A Working Manual", USGS 1395,
/// pp. 160-162).
/// </summary>
internal sealed class ObliqueStereographic : CentredProjection
{
    private readonly ConformalLatitude _conformal;
    private readonly double _exponent,
        _offset,
        _diameter;
    private readonly (double Sin, double Cos) _origin;

    public ObliqueStereographic(CrsDefinition crs)
        : base(crs)
    {
        Ellipsoid ellipsoid = crs.Ellipsoid;
        double latitude = crs.OriginLatitude,
            sin = Math.Sin(latitude),
            cos = Math.Cos(latitude),
            e2 = ellipsoid.EccentricitySquared;
        _conformal = new(ellipsoid.Eccentricity);
        double isometric = _conformal.Isometric(latitude);

        if (crs.MethodCode == ProjectionMethod.Stereographic)
        {
            // Equations 21-27 and 3-1: the sphere of radius a m1 / cos χ1.
            _exponent = 1;
            _diameter = 2 * Radius * crs.Scale * ellipsoid.ParallelRadius(latitude) * Math.Cosh(isometric);
        }
        else
        {
            // n; ½ ln c, so that the sphere's isometric latitude is n ψ + ½ ln c.
            _exponent = Math.Sqrt(1 + (e2 * cos * cos * cos * cos / (1 - e2)));
            double first = Math.Tanh(_exponent * isometric);
            _offset = Math.Log((_exponent + sin) * (1 - first) / ((_exponent - sin) * (1 + first))) / 2;
            _diameter = 2 * crs.Scale * Math.Sqrt(ellipsoid.MeridianRadius(latitude) * ellipsoid.NormalRadius(latitude));
        }

        double origin = (_exponent * isometric) + _offset;
        _origin = (Math.Tanh(origin), 1 / Math.Cosh(origin));
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double isometric = (_exponent * _conformal.Isometric(latitude)) + _offset;
        (double sin, double cos) = (Math.Tanh(isometric), 1 / Math.Cosh(isometric));
        (double sinLongitude, double cosLongitude) = Math.SinCos(_exponent * longitude);
        double facing = 1 + (sin * _origin.Sin) + (cos * _origin.Cos * cosLongitude);
        return facing > 1e-14
            ? (_diameter * cos * sinLongitude / facing, _diameter * ((sin * _origin.Cos) - (cos * _origin.Sin * cosLongitude)) / facing)
            : (double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double radius = Math.Sqrt((x * x) + (y * y));
        (double sin, double cos) = Math.SinCos(2 * Math.Atan(radius / _diameter));
        double latitude = radius == 0 ? _origin.Sin : (cos * _origin.Sin) + (y * sin * _origin.Cos / radius);
        double longitude = radius == 0 ? 0 : Math.Atan2(x * sin, (radius * _origin.Cos * cos) - (y * _origin.Sin * sin));
        return (longitude / _exponent, _conformal.FromIsometric((Math.Atanh(Math.Clamp(latitude, -1, 1)) - _offset) / _exponent));
    }
}
