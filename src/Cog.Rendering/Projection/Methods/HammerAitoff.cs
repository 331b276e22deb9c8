namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Methods 60132, Hammer (Hammer-Aitoff), and 60152, Wagner VII, which shows an inner part of it stretched (J. P. Snyder, "Flattening the
/// Earth", 1993, pp. 130, 207; Wagner's constants as in PROJ).
/// </summary>
internal sealed class HammerAitoff : CentredProjection
{
    private readonly double _longitudes,
        _sines,
        _width,
        _height;

    public HammerAitoff(CrsDefinition crs)
        : base(crs) =>
        (_longitudes, _sines, _width, _height) =
            crs.MethodCode == ProjectionMethod.WagnerSeven ? (1.0 / 3, 0.90630778703664996, 2.66723, 1.24104) : (0.5, 1, 2, 1);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double sin = _sines * Math.Sin(latitude),
            cos = _sines == 1 ? Math.Cos(latitude) : Math.Sqrt(1 - (sin * sin));
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude * _longitudes);
        double scale = Radius * Math.Sqrt(2 / (1 + (cos * cosLongitude)));
        return (scale * _width * cos * sinLongitude, scale * _height * sin);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / Radius / _width, y / Radius / _height);
        double facing = 1 - (((x * x) + (y * y)) / 2),
            half = (1 + facing) / 2;
        if (!(half > 0))
        {
            return (double.NaN, double.NaN);
        }

        double root = Math.Sqrt(half),
            longitude = Math.Atan2(x * root, facing) / _longitudes,
            latitude = Asin(y * root / _sines);
        return Math.Abs(longitude) <= Math.PI * (1 + 1e-9) ? (longitude, latitude) : (double.NaN, double.NaN);
    }
}
