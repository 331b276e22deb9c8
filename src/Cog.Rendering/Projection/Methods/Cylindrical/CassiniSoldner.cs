namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG methods 9806 and 9833, Cassini-Soldner and its hyperbolic form of Vanua Levu (IOGP Guidance Note 7-2, "Cassini-Soldner").
/// </summary>
internal sealed class CassiniSoldner(CrsDefinition crs) : CentredProjection(crs)
{
    // Farther from the central meridian the series leads back to where it came from.
    private const double FarEast = 40 * Degree;

    private readonly MeridianArc _arc = new(crs.Ellipsoid, crs.OriginLatitude);
    private readonly bool _isHyperbolic = crs.MethodCode == ProjectionMethod.CassiniSoldnerHyperbolic;

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        if (Math.Abs(longitude) > FarEast)
        {
            return (double.NaN, double.NaN);
        }

        (double sin, double cos) = Math.SinCos(latitude);
        double normal = Ellipsoid.NormalRadius(latitude),
            tan = sin / cos,
            t = tan * tan;
        double c = Ellipsoid.EccentricitySquared * cos * cos / (1 - Ellipsoid.EccentricitySquared);
        double a = longitude * cos,
            a2 = a * a;
        double x = normal * a * (1 - (a2 * ((t / 6) + ((8 - t + (8 * c)) * t * a2 / 120))));
        double y = _arc.Length(latitude) + (normal * tan * a2 * (0.5 + ((5 - t + (6 * c)) * a2 / 24)));
        return (x, _isHyperbolic ? y - (y * y * y / (6 * Ellipsoid.MeridianRadius(latitude) * normal)) : y);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        // The published series is good to decimetres at a few degrees; from there by Newton's method.
        double foot = _arc.Latitude(y),
            normal = Ellipsoid.NormalRadius(foot),
            tan = Math.Tan(foot),
            t = tan * tan;
        double d = x / normal,
            d2 = d * d;
        double latitude = foot - (normal * tan / Ellipsoid.MeridianRadius(foot) * d2 * (0.5 - ((1 + (3 * t)) * d2 / 24)));
        double longitude = d * (1 + (t * d2 * ((-1.0 / 3) + ((1 + (3 * t)) * d2 / 15)))) / Math.Cos(foot);
        return Solve(x, y, longitude, latitude);
    }
}
