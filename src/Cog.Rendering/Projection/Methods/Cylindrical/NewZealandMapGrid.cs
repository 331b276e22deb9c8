namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG method 9811, New Zealand Map Grid: a complex polynomial of isometric latitude and longitude (IOGP Guidance Note 7-2, "New Zealand
/// Map Grid"; coefficients of the Department of Lands and Survey, Technical Circular 1973/32).
/// </summary>
internal sealed class NewZealandMapGrid(CrsDefinition crs) : CentredProjection(crs)
{
    /// <summary>Of the latitude, in 10⁵ seconds of arc from the origin, to the isometric latitude.</summary>
    private static readonly double[] A =
    [
        0.6399175073,
        -0.1358797613,
        0.063294409,
        -0.02526853,
        0.0117879,
        -0.0055161,
        0.0026906,
        -0.001333,
        0.00067,
        -0.00034,
    ];

    /// <summary>Of isometric latitude + i longitude to northing + i easting, in radii.</summary>
    private static readonly Complex[] B =
    [
        new(0.7557853228, 0),
        new(0.249204646, 0.003371507),
        new(-0.001541739, 0.041058560),
        new(-0.10162907, 0.01727609),
        new(-0.26623489, -0.36249218),
        new(-0.6870983, -1.1651967),
    ];

    private const double SecondsE5 = 3600e-5 / Degree;

    // Farther from New Zealand the polynomials mean nothing: in 10⁵ seconds of arc, and in radians.
    private const double FarNorth = 0.8,
        FarEast = 0.4;

    private readonly double _latitude0 = crs.OriginLatitude;

    /// <inheritdoc/>
    protected override (double X, double Y) Forward(double longitude, double latitude)
    {
        double north = (latitude - _latitude0) * SecondsE5,
            isometric = 0;
        if (!(Math.Abs(north) < FarNorth && Math.Abs(longitude) < FarEast))
        {
            return (double.NaN, double.NaN);
        }

        for (int i = A.Length - 1; i >= 0; i--)
        {
            isometric = (isometric + A[i]) * north;
        }

        Complex plane = Polynomial(new(isometric, longitude), out _);
        return (Radius * plane.Imaginary, Radius * plane.Real);
    }

    /// <inheritdoc/>
    protected override (double Longitude, double Latitude) Backward(double x, double y)
    {
        Complex target = new(y / Radius, x / Radius),
            zeta = target / B[0];
        for (int i = 0; i < 20; i++)
        {
            zeta -= (Polynomial(zeta, out Complex slope) - target) / slope;
        }

        double north = zeta.Real / A[0];
        for (int i = 0; i < 20; i++)
        {
            double value = 0,
                slope = 0;
            for (int j = A.Length - 1; j >= 0; j--)
            {
                value = (value + A[j]) * north;
                slope = (slope * north) + ((j + 1) * A[j]);
            }

            north -= (value - zeta.Real) / slope;
        }

        return Math.Abs(north) < FarNorth && Math.Abs(zeta.Imaginary) < FarEast
            ? (zeta.Imaginary, _latitude0 + (north / SecondsE5))
            : (double.NaN, double.NaN);
    }

    private static Complex Polynomial(Complex zeta, out Complex slope)
    {
        Complex value = Complex.Zero;
        slope = Complex.Zero;
        for (int i = B.Length - 1; i >= 0; i--)
        {
            slope = (slope * zeta) + ((i + 1) * B[i]);
            value = (value + B[i]) * zeta;
        }

        return value;
    }
}
