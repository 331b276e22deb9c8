namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// EPSG methods 9807, Transverse Mercator, 9808, South Orientated (IOGP Guidance Note 7-2 section 3.2.4), and 1111, in three dimensions:
/// Krüger's series in the third flattening to order 6, good to nanometres within 3900 km of the central meridian.
/// </summary>
/// <remarks>
/// C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), arXiv:1002.1417; equation
/// numbers are of that text.
/// </remarks>
internal sealed class TransverseMercator : MapProjection
{
    // Farther than this from the central meridian, in units of the rectifying radius, the series does not converge: PROJ draws the same
    // line (150 degrees).
    private const double MaxEta = 2.623395162778;

    private readonly double[] _alpha;
    private readonly double[] _beta;
    private readonly ConformalLatitude _conformal;
    private readonly double _scaledRadius,
        _longitude0,
        _falseEasting,
        _northing0;

    public TransverseMercator(CrsDefinition crs)
    {
        double n = crs.Ellipsoid.ThirdFlattening,
            n2 = n * n,
            n3 = n2 * n,
            n4 = n3 * n,
            n5 = n4 * n,
            n6 = n5 * n;

        // Equation 35.
        _alpha =
        [
            (n / 2) - (n2 * 2 / 3) + (n3 * 5 / 16) + (n4 * 41 / 180) - (n5 * 127 / 288) + (n6 * 7891 / 37800),
            (n2 * 13 / 48) - (n3 * 3 / 5) + (n4 * 557 / 1440) + (n5 * 281 / 630) - (n6 * 1983433 / 1935360),
            (n3 * 61 / 240) - (n4 * 103 / 140) + (n5 * 15061 / 26880) + (n6 * 167603 / 181440),
            (n4 * 49561 / 161280) - (n5 * 179 / 168) + (n6 * 6601661 / 7257600),
            (n5 * 34729 / 80640) - (n6 * 3418889 / 1995840),
            n6 * 212378941 / 319334400,
        ];

        // Equation 36.
        _beta =
        [
            (n / 2) - (n2 * 2 / 3) + (n3 * 37 / 96) - (n4 / 360) - (n5 * 81 / 512) + (n6 * 96199 / 604800),
            (n2 / 48) + (n3 / 15) - (n4 * 437 / 1440) + (n5 * 46 / 105) - (n6 * 1118711 / 3870720),
            (n3 * 17 / 480) - (n4 * 37 / 840) - (n5 * 209 / 4480) + (n6 * 5569 / 90720),
            (n4 * 4397 / 161280) - (n5 * 11 / 504) - (n6 * 830251 / 7257600),
            (n5 * 4583 / 161280) - (n6 * 108847 / 3991680),
            n6 * 20648693 / 638668800,
        ];

        // Equation 14, times the scale on the central meridian.
        double scale = crs.Scale;
        _scaledRadius = scale * crs.Ellipsoid.SemiMajorAxis / (1 + n) * (1 + (n2 / 4) + (n4 / 64) + (n6 / 256));
        _conformal = new(crs.Ellipsoid.Eccentricity);
        _longitude0 = crs.OriginLongitude;
        _falseEasting = crs.FalseEasting;

        (double xi, _) = Rectify(0, crs.OriginLatitude);
        _northing0 = crs.FalseNorthing - (_scaledRadius * xi);
    }

    /// <inheritdoc/>
    public override (double X, double Y) Project(double longitude, double latitude)
    {
        (double xi, double eta) = Rectify(Wrap(longitude - _longitude0), latitude);
        return Math.Abs(eta) <= MaxEta
            ? (_falseEasting + (_scaledRadius * eta), _northing0 + (_scaledRadius * xi))
            : (double.NaN, double.NaN);
    }

    /// <inheritdoc/>
    public override (double Longitude, double Latitude) Unproject(double x, double y)
    {
        double xi = (y - _northing0) / _scaledRadius,
            eta = (x - _falseEasting) / _scaledRadius;
        if (!(Math.Abs(eta) <= MaxEta))
        {
            return (double.NaN, double.NaN);
        }

        // Equation 11 turned round.
        (double dXi, double dEta) = Sum(_beta, xi, eta);
        (xi, eta) = (xi - dXi, eta - dEta);

        // Equation 18.
        double sinhEta = Math.Sinh(eta),
            cosXi = Math.Cos(xi);
        double conformal = Math.Sin(xi) / Math.Sqrt((sinhEta * sinhEta) + (cosXi * cosXi));
        return (_longitude0 + Math.Atan2(sinhEta, cosXi), Math.Atan(_conformal.GeodeticTangent(conformal)));
    }

    /// <summary>Northing and easting on the sphere of the rectifying radius 1.</summary>
    private (double Xi, double Eta) Rectify(double longitude, double latitude)
    {
        // Equations 7, 8 and 10.
        double tangent = Math.Tan(latitude),
            conformal = _conformal.Tangent(tangent);
        (double sinLongitude, double cosLongitude) = Math.SinCos(longitude);
        double xi = Math.Atan2(conformal, cosLongitude);
        double eta = Math.Asinh(sinLongitude / Math.Sqrt((conformal * conformal) + (cosLongitude * cosLongitude)));

        (double dXi, double dEta) = Sum(_alpha, xi, eta);
        return (xi + dXi, eta + dEta);
    }

    /// <summary>
    /// Σ cⱼ sin 2jζ for the complex ζ = ξ + iη (equation 11), by Clenshaw's recurrence: one sine and one hyperbolic sine in all.
    /// </summary>
    private static (double Xi, double Eta) Sum(double[] coefficients, double xi, double eta)
    {
        (double sin, double cos) = Math.SinCos(2 * xi);
        double sinh = Math.Sinh(2 * eta),
            cosh = Math.Sqrt(1 + (sinh * sinh));

        // 2 cos 2ζ
        double real = 2 * cos * cosh,
            imaginary = -2 * sin * sinh;
        (double Xi, double Eta) next = (0, 0),
            last = (0, 0);
        for (int j = coefficients.Length - 1; j >= 0; j--)
        {
            (next, last) = (
                (
                    coefficients[j] + (real * next.Xi) - (imaginary * next.Eta) - last.Xi,
                    (real * next.Eta) + (imaginary * next.Xi) - last.Eta
                ),
                next
            );
        }

        // Times sin 2ζ.
        double sineXi = sin * cosh,
            sineEta = cos * sinh;
        return ((next.Xi * sineXi) - (next.Eta * sineEta), (next.Xi * sineEta) + (next.Eta * sineXi));
    }
}
