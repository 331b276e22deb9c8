namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>EPSG method 9831, Guam Projection: azimuthal equidistant for one island (IOGP Guidance Note 7-2, "Guam Projection").</summary>
internal sealed class GuamProjection(CrsDefinition crs) : CentredProjection(crs)
{
    private const double FarFromGuam = 10 * Degree;

    private readonly MeridianArc _arc = new(crs.Ellipsoid, crs.OriginLatitude);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        if (Math.Abs(longitude) > FarFromGuam)
        {
            return (double.NaN, double.NaN);
        }

        double x = Ellipsoid.NormalRadius(latitude) * longitude * Math.Cos(latitude);
        return (x, _arc.Length(latitude) + (x * x * Math.Tan(latitude) * Ellipsoid.Root(latitude) / (2 * Radius)));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = _arc.Latitude(y);
        return Solve(x, y, x / Radius / Math.Cos(latitude), latitude);
    }
}
