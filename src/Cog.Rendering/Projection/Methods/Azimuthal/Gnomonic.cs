namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>Method 60019, Gnomonic, on the sphere (J. P. Snyder, USGS 1395, pp. 164-168).</summary>
internal sealed class Gnomonic : CentredProjection
{
    private readonly (double Sin, double Cos) _origin;

    public Gnomonic(CrsDefinition crs)
        : base(crs) => _origin = Math.SinCos(crs.OriginLatitude);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        double facing = (_origin.Sin * sin) + (_origin.Cos * cos * cosLongitude);
        return facing > 1e-10
            ? (Radius * cos * sinLongitude / facing, Radius * ((_origin.Cos * sin) - (_origin.Sin * cos * cosLongitude)) / facing)
            : (double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / Radius, y / Radius);
        double ahead = _origin.Cos - (y * _origin.Sin),
            up = _origin.Sin + (y * _origin.Cos);
        return (Math.Atan2(x, ahead), Math.Atan2(up, Math.Sqrt((x * x) + (ahead * ahead))));
    }
}
