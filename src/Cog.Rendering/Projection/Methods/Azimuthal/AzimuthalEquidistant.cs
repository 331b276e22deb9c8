namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// EPSG methods 1125 and 9832, Azimuthal Equidistant and its form for Micronesia: along geodesics from the origin (IOGP Guidance Note 7-2,
/// "Azimuthal Equidistant").
/// </summary>
internal sealed class AzimuthalEquidistant : CentredProjection
{
    private readonly Geodesic _geodesic;
    private readonly MeridianArc _arc;
    private readonly double _latitude0;
    private readonly int _pole;

    public AzimuthalEquidistant(CrsDefinition crs)
        : base(crs)
    {
        _geodesic = new(crs.Ellipsoid);
        _arc = new(crs.Ellipsoid);
        _latitude0 = crs.OriginLatitude;
        _pole = Math.Abs(_latitude0) > HalfPi - 1e-10 ? SignOf(_latitude0) : 0;
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        if (_pole != 0)
        {
            double radius = _arc.Quadrant - (_pole * _arc.Length(latitude));
            return (radius * Math.Sin(longitude), -_pole * radius * Math.Cos(longitude));
        }

        (double distance, double azimuth) = _geodesic.Inverse(_latitude0, latitude, longitude);
        return (distance * Math.Sin(azimuth), distance * Math.Cos(azimuth));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double distance = Math.Sqrt((x * x) + (y * y));
        if (!(distance <= 2 * _arc.Quadrant))
        {
            return (double.NaN, double.NaN);
        }

        return _pole != 0
            ? (Math.Atan2(x, -_pole * y), _pole * _arc.Latitude(_arc.Quadrant - distance))
            : _geodesic.Direct(_latitude0, Math.Atan2(x, y), distance);
    }
}
