namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>EPSG method 9818, American Polyconic (IOGP Guidance Note 7-2, "American Polyconic").</summary>
internal sealed class AmericanPolyconic(CrsDefinition crs) : CentredProjection(crs)
{
    private readonly MeridianArc _arc = new(crs.Ellipsoid, crs.OriginLatitude);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double length = _arc.Length(latitude),
            sine = Math.Sin(latitude);
        if (Math.Abs(latitude) < 1e-9)
        {
            return (Radius * longitude, length);
        }

        double cotangent = Ellipsoid.NormalRadius(latitude) * Math.Cos(latitude) / sine,
            half = Math.Sin(longitude * sine / 2);
        return (cotangent * Math.Sin(longitude * sine), length + (2 * cotangent * half * half));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        double latitude = _arc.Latitude(y);
        latitude = double.IsNaN(latitude) ? Math.CopySign(1, y) : latitude;
        return Solve(x, y, Math.Clamp(x / Radius / Math.Max(0.1, Math.Cos(latitude)), -2, 2), latitude * 0.95);
    }
}
