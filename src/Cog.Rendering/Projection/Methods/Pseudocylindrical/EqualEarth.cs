namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>
/// EPSG method 1078, Equal Earth (IOGP Guidance Note 7-2, "Equal Earth"; B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map
/// projection", 2018).
/// </summary>
internal sealed class EqualEarth(CrsDefinition crs) : CentredProjection(crs)
{
    private const double A1 = 1.340264,
        A2 = -0.081106,
        A3 = 0.000893,
        A4 = 0.003796;

    private static readonly double HalfRootOf3 = Math.Sqrt(3) / 2;

    private readonly AuthalicLatitude _authalic = new(crs.Ellipsoid);

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double theta = Math.Asin(HalfRootOf3 * Math.Sin(_authalic.Of(latitude))),
            radius = Radius * _authalic.RadiusRatio;
        return (radius * longitude * Math.Cos(theta) / (HalfRootOf3 * Slope(theta)), radius * Height(theta));
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        (x, y) = (x / Radius / _authalic.RadiusRatio, y / Radius / _authalic.RadiusRatio);
        double theta = y / A1;
        for (int i = 0; i < 12; i++)
        {
            theta -= (Height(theta) - y) / Slope(theta);
        }

        double longitude = HalfRootOf3 * x * Slope(theta) / Math.Cos(theta);
        return Math.Abs(longitude) <= Math.PI * (1 + 1e-12)
            ? (longitude, _authalic.Geodetic(Asin(Math.Sin(theta) / HalfRootOf3)))
            : (double.NaN, double.NaN);
    }

    private static double Height(double theta)
    {
        double square = theta * theta,
            sixth = square * square * square;
        return theta * (A1 + (A2 * square) + (sixth * (A3 + (A4 * square))));
    }

    private static double Slope(double theta)
    {
        double square = theta * theta,
            sixth = square * square * square;
        return A1 + (3 * A2 * square) + (sixth * ((7 * A3) + (9 * A4 * square)));
    }
}
