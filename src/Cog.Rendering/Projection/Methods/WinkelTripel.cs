namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Methods 60130, Winkel Tripel: the mean of the Aitoff and of an equidistant cylinder; and 60131, the Aitoff itself (J. P. Snyder, P. M.
/// Voxland, "An Album of Map Projections", USGS 1453, p. 232).
/// </summary>
internal sealed class WinkelTripel(CrsDefinition crs) : CentredProjection(crs)
{
    private readonly bool _isMean = crs.MethodCode == ProjectionMethod.WinkelTripel;

    // Winkel's own choice has the cosine 2/π.
    private readonly double _parallel = crs.Parameters.ContainsKey(ParameterCode.LatitudeOfFirstStandardParallel)
        ? Math.Cos(crs.FirstParallel)
        : 2 / Math.PI;

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        (double sinHalf, double cosHalf) = Math.SinCos(longitude / 2);

        // The angle from the centre, by its tangent: its cosine says little of small ones.
        double across = cos * sinHalf,
            far = Math.Sqrt((across * across) + (sin * sin)),
            angle = Math.Atan2(far, cos * cosHalf);
        double stretch = far < 1e-15 ? 1 : angle / far;
        (double x, double y) = (2 * stretch * across, stretch * sin);
        (x, y) = _isMean ? ((x + (longitude * _parallel)) / 2, (y + latitude) / 2) : (x, y);
        return (Radius * x, Radius * y);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (double plainX, double plainY) = (x / Radius, y / Radius);
        if (!_isMean)
        {
            return Inside(plainX / 2, plainY);
        }

        if (!(Math.Abs(plainY) <= HalfPi * (1 + 1e-12)) || !(Math.Abs(plainX) <= HalfPi + (_parallel * HalfPi) + 1e-9))
        {
            return (double.NaN, double.NaN);
        }

        // Near the poles' lines Newton's method needs to begin on the right side.
        double longitude = Math.Clamp(plainX * 2 / (1 + _parallel), -3.1, 3.1),
            latitude = Math.Clamp(plainY, -1.57, 1.57);
        (longitude, latitude) = Solve(x, y, longitude, latitude);
        return double.IsNaN(longitude) ? Solve(x, y, plainX / 2, plainY * 0.9) : (longitude, latitude);
    }

    /// <summary>The Aitoff's inverse: an equidistant azimuthal hemisphere, whose longitudes are doubled.</summary>
    private static (double Longitude, double Latitude) Inside(double x, double y)
    {
        double angle = Math.Sqrt((x * x) + (y * y));
        if (!(angle <= HalfPi * (1 + 1e-12)))
        {
            return (double.NaN, double.NaN);
        }

        double shrink = angle < 1e-15 ? 1 : Math.Sin(angle) / angle;
        return (2 * Math.Atan2(x * shrink, Math.Cos(angle)), Asin(y * shrink));
    }
}
