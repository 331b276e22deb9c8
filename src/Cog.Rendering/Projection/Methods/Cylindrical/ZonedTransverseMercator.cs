namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG method 9824, Transverse Mercator Zoned Grid System: the zone's number stands before the easting (IOGP Guidance Note 7-2,
/// "Transverse Mercator Zoned Grid System").
/// </summary>
internal sealed class ZonedTransverseMercator : MapProjection
{
    private const double ZonePrefix = 1e6;

    private readonly double _initialLongitude,
        _zoneWidth;
    private readonly TransverseMercator _zone;

    public ZonedTransverseMercator(CrsDefinition crs)
    {
        _initialLongitude = crs.Value(ParameterCode.InitialLongitude);
        _zoneWidth = crs.Value(ParameterCode.ZoneWidth);
        _zone = new(crs); // About longitude 0: each zone's central meridian is taken off first.
    }

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude)
    {
        double east = longitude - _initialLongitude;
        east -= Math.Tau * Math.Floor(east / Math.Tau);
        double zone = Math.Floor(east / _zoneWidth) + 1;
        (double x, double y) = _zone.Project(east - ((zone - 0.5) * _zoneWidth), latitude);
        return (x + (zone * ZonePrefix), y);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        double zone = Math.Floor(x / ZonePrefix);
        if (!(zone >= 1 && zone <= Math.Round(Math.Tau / _zoneWidth)))
        {
            return (double.NaN, double.NaN);
        }

        (double longitude, double latitude) = _zone.Unproject(x - (zone * ZonePrefix), y);
        return (Wrap(longitude + _initialLongitude + ((zone - 0.5) * _zoneWidth)), latitude);
    }
}
