namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// EPSG methods 9840 and 1130, Orthographic and Local Orthographic, the latter turned and scaled (IOGP Guidance Note 7-2, "Orthographic").
/// </summary>
internal sealed class Orthographic : CentredProjection
{
    private readonly double _latitude0;
    private readonly (double Sin, double Cos) _origin;
    private readonly double _offset,
        _scale;
    private readonly (double Sin, double Cos) _turn;

    public Orthographic(CrsDefinition crs)
        : base(crs)
    {
        _latitude0 = crs.OriginLatitude;
        _origin = Math.SinCos(_latitude0);
        _offset = Ellipsoid.EccentricitySquared * Ellipsoid.NormalRadius(_latitude0) * _origin.Sin * _origin.Cos;
        _scale = crs.Scale;
        _turn = Math.SinCos(crs.MethodCode == ProjectionMethod.OrthographicLocal ? crs.Value(ParameterCode.AzimuthAtProjectionCentre) : 0);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        if ((sin * _origin.Sin) + (cos * _origin.Cos * cosLongitude) < -1e-10)
        {
            return (double.NaN, double.NaN); // Behind the Earth.
        }

        double normal = Ellipsoid.NormalRadius(latitude);
        double x = normal * cos * sinLongitude;
        double y = (normal * ((sin * _origin.Cos * (1 - Ellipsoid.EccentricitySquared)) - (cos * _origin.Sin * cosLongitude))) + _offset;
        return (_scale * ((x * _turn.Cos) - (y * _turn.Sin)), _scale * ((x * _turn.Sin) + (y * _turn.Cos)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double east = ((x * _turn.Cos) + (y * _turn.Sin)) / _scale,
            north = ((y * _turn.Cos) - (x * _turn.Sin)) / _scale;
        double radius = Math.Sqrt((east * east) + (north * north)),
            sin = radius / Radius;
        if (!(sin <= 1))
        {
            return (double.NaN, double.NaN);
        }

        // On the sphere, then by Newton's method.
        double cos = Math.Sqrt(1 - (sin * sin));
        double latitude = radius == 0 ? _latitude0 : Asin((cos * _origin.Sin) + (north * sin * _origin.Cos / radius));
        double longitude = radius == 0 ? 0 : Math.Atan2(east * sin, (radius * _origin.Cos * cos) - (north * _origin.Sin * sin));
        return Ellipsoid.InverseFlattening == 0 ? (longitude, latitude) : Solve(x, y, longitude, latitude);
    }
}
