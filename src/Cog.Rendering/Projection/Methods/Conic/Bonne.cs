namespace Cog.Rendering.Projection.Methods.Conic;

/// <summary>EPSG methods 9827 and 9828, Bonne and Bonne South Orientated (IOGP Guidance Note 7-2, "Bonne").</summary>
internal sealed class Bonne : CentredProjection
{
    private readonly MeridianArc _arc;
    private readonly double _originRadius,
        _originLength,
        _sign;

    public Bonne(CrsDefinition crs)
        : base(crs)
    {
        double latitude = crs.OriginLatitude;
        _arc = new(Ellipsoid);
        _originRadius = Radius * Ellipsoid.ParallelRadius(latitude) / Math.Sin(latitude);
        _originLength = _arc.Length(latitude);
        _sign = SignOf(latitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double radius = _originRadius + _originLength - _arc.Length(latitude);
        double angle = Math.Abs(radius) < 1e-6 ? 0 : Radius * Ellipsoid.ParallelRadius(latitude) * longitude / radius;
        return (radius * Math.Sin(angle), _originRadius - (radius * Math.Cos(angle)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double dy = _originRadius - y,
            radius = _sign * Math.Sqrt((x * x) + (dy * dy));
        double latitude = _arc.Latitude(_originRadius + _originLength - radius),
            parallel = Radius * Ellipsoid.ParallelRadius(latitude);
        double longitude = parallel < 1e-3 ? 0 : radius * Math.Atan2(_sign * x, _sign * dy) / parallel;
        return Math.Abs(longitude) <= Math.PI * (1 + 1e-10) ? (longitude, latitude) : (double.NaN, double.NaN);
    }
}
