using Cog.Rendering.Projection.Methods.Ellipsoidal;

namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>EPSG method 9831, Guam Projection: azimuthal equidistant for one island (IOGP Guidance Note 7-2, "Guam Projection").</summary>
internal sealed class GuamProjection : CentredProjection
{
    private const double FarFromGuam = 10 * Degree;

    private readonly Ellipsoid _ellipsoid;
    private readonly MeridianArc _arc;
    private readonly double _originLength;

    public GuamProjection(CrsDefinition crs)
        : base(crs)
    {
        _ellipsoid = crs.Ellipsoid;
        _arc = new(_ellipsoid);
        _originLength = _arc.Length(crs.OriginLatitude);
    }

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        if (Math.Abs(longitude) > FarFromGuam)
        {
            return (double.NaN, double.NaN);
        }

        double x = _ellipsoid.NormalRadius(latitude) * longitude * Math.Cos(latitude);
        return (x, _arc.Length(latitude) - _originLength + (x * x * Math.Tan(latitude) * _ellipsoid.Root(latitude) / (2 * Radius)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = _arc.Latitude(_originLength + y);
        return Solve(x, y, x / Radius / Math.Cos(latitude), latitude);
    }
}
