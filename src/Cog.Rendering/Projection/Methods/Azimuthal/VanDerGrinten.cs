namespace Cog.Rendering.Projection.Methods.Azimuthal;

/// <summary>
/// Method 60025, Van der Grinten I: the world in a circle (J. P. Snyder, USGS 1395, pp. 239-242), on the sphere of the ellipsoid's area as
/// in GDAL.
/// </summary>
internal sealed class VanDerGrinten(CrsDefinition crs) : CentredProjection(crs)
{
    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double sine = Math.Min(1, Math.Abs(2 * latitude / Math.PI)),
            cosine = Math.Sqrt(1 - (sine * sine)),
            half = Math.PI * Radius;
        if (sine < 1e-12)
        {
            return (Radius * longitude, 0);
        }

        if (Math.Abs(longitude) < 1e-12 || cosine < 1e-12)
        {
            return (0, Math.CopySign(half * sine / (1 + cosine), latitude));
        }

        // Equations 29-1 to 29-6.
        double a = Math.Abs((Math.PI / longitude) - (longitude / Math.PI)) / 2,
            a2 = a * a;
        double g = cosine / (sine + cosine - 1),
            p = g * ((2 / sine) - 1),
            p2 = p * p,
            q = a2 + g,
            sum = p2 + a2;
        double x = ((a * (g - p2)) + Math.Sqrt(Math.Max(0, (a2 * (g - p2) * (g - p2)) - (sum * ((g * g) - p2))))) / sum;
        double y = ((p * q) - (a * Math.Sqrt(Math.Max(0, ((a2 + 1) * sum) - (q * q))))) / sum;
        return (Math.CopySign(half * x, longitude), Math.CopySign(half * Math.Abs(y), latitude));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        // Equations 29-9 to 29-20.
        (x, y) = (x / (Math.PI * Radius), y / (Math.PI * Radius));
        double x2 = x * x,
            y2 = y * y,
            r2 = x2 + y2;
        if (!(r2 <= 1 + 1e-10))
        {
            return (double.NaN, double.NaN);
        }

        double latitude = 0;
        if (Math.Abs(y) > 1e-12)
        {
            double c1 = -Math.Abs(y) * (1 + r2),
                c2 = c1 - (2 * y2) + x2,
                c3 = (-2 * c1) + 1 + (2 * y2) + (r2 * r2);
            double d = (y2 / c3) + (((2 * c2 * c2 * c2 / (c3 * c3 * c3)) - (9 * c1 * c2 / (c3 * c3))) / 27);
            double a1 = (c1 - (c2 * c2 / (3 * c3))) / c3,
                m1 = 2 * Math.Sqrt(-a1 / 3);
            double theta = Math.Acos(Math.Clamp(3 * d / (a1 * m1), -1, 1)) / 3;
            latitude = Math.CopySign(Math.PI * ((-m1 * Math.Cos(theta + (Math.PI / 3))) - (c2 / (3 * c3))), y);
        }

        double longitude = Math.Abs(x) < 1e-12 ? 0 : Math.PI * (r2 - 1 + Math.Sqrt(Math.Max(0, 1 + (2 * (x2 - y2)) + (r2 * r2)))) / (2 * x);
        return (longitude, latitude);
    }
}
