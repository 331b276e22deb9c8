namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>Shortest lines on the ellipsoid.</summary>
/// <remarks>
/// C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), arXiv:1109.4448; equation numbers are of that text.
/// </remarks>
internal readonly struct Geodesic(Ellipsoid ellipsoid)
{
    private readonly double _f = ellipsoid.Flattening;
    private readonly double _n = ellipsoid.ThirdFlattening;
    private readonly double _b = ellipsoid.SemiMajorAxis * (1 - ellipsoid.Flattening);

    /// <summary>The end of a line.</summary>
    /// <param name="latitude1">Its start, radians.</param>
    /// <param name="azimuth1">Its direction there, from north to the east, radians.</param>
    /// <param name="distance">Metres.</param>
    /// <returns>The end's longitude from the start and its latitude, radians.</returns>
    public (double Longitude, double Latitude) Direct(double latitude1, double azimuth1, double distance)
    {
        Line line = LineFrom(latitude1, azimuth1);
        double tau = (distance / (_b * line.Series.A1)) + line.Sigma1 + line.Series.I1(line.Sigma1);
        return EndOf(line, tau + line.Series.Back1(tau));
    }

    /// <summary>The shortest line between two points.</summary>
    /// <param name="latitude1">The start, radians.</param>
    /// <param name="latitude2">The end, radians.</param>
    /// <param name="longitude">The end's longitude from the start, within ±π.</param>
    /// <returns>Its length in metres and its direction at the start, from north to the east, radians.</returns>
    public (double Distance, double Azimuth) Inverse(double latitude1, double latitude2, double longitude)
    {
        double target = Math.Abs(longitude);
        (double sin1, double cos1) = Reduced(latitude1);
        (double sin2, double cos2) = Reduced(latitude2);

        // Vincenty's scheme: the spherical longitude difference from the true one, until it stands still.
        double omega = target;
        for (int i = 0; i < 50; i++)
        {
            double azimuth = Math.Atan2(cos2 * Math.Sin(omega), (cos1 * sin2) - (sin1 * cos2 * Math.Cos(omega)));
            Line line = LineFrom(latitude1, azimuth);
            double arc = Math.Atan2(
                Hypotenuse(cos2 * Math.Sin(omega), (cos1 * sin2) - (sin1 * cos2 * Math.Cos(omega))),
                (sin1 * sin2) + (cos1 * cos2 * Math.Cos(omega))
            );
            double next = target + line.Lag(line.Sigma1, line.Sigma1 + arc);
            double change = Math.Abs(next - omega);
            omega = next;
            if (change < 1e-15)
            {
                return (line.Distance(_b, line.Sigma1, line.Sigma1 + arc), Math.CopySign(azimuth, longitude));
            }

            if (omega > Math.PI)
            {
                break;
            }
        }

        (double distance, double direction) = NearlyAntipodal(latitude1, latitude2, target);
        return (distance, Math.CopySign(direction, longitude));
    }

    /// <summary>
    /// Where the scheme above does not settle: the direction by bisection, since the longitude on which a line meets the other parallel
    /// grows with it.
    /// </summary>
    private (double Distance, double Azimuth) NearlyAntipodal(double latitude1, double latitude2, double target)
    {
        // A line reaches no higher latitude than its start's unless it leads there: turn the pair so that the start is the one farther from
        // the equator.
        (double sin1, double cos1) = Reduced(latitude1);
        (double sin2, double cos2) = Reduced(latitude2);
        bool swap = Math.Abs(latitude1) < Math.Abs(latitude2);
        (double from, double sinFrom, double cosFrom) = swap ? (latitude2, sin2, cos2) : (latitude1, sin1, cos1);
        (double sinTo, double cosTo) = swap ? (sin1, cos1) : (sin2, cos2);

        // From the southern side the line ends northbound.
        double sign = sinFrom > 0 ? -1 : 1;
        double low = 0,
            high = Math.PI,
            distance = 0,
            first = 0,
            second = 0;
        for (int i = 0; i < 60; i++)
        {
            double azimuth = (low + high) / 2;
            Line line = LineFrom(sign * from, azimuth);
            double sinStart = Math.Sin(azimuth) * cosFrom / cosTo;
            double cosEnd = Math.Sqrt(Math.Max(0, 1 - (sinStart * sinStart)));
            double sigma2 = Math.Atan2(sign * sinTo, cosTo * cosEnd);
            sigma2 += sigma2 < line.Sigma1 ? Math.Tau : 0;
            double reached = EndOf(line, sigma2).Longitude;
            (low, high) = reached < target ? (azimuth, high) : (low, azimuth);
            distance = line.Distance(_b, line.Sigma1, sigma2);
            (first, second) = (azimuth, Math.Atan2(sinStart, cosEnd));
        }

        double found = swap ? Math.PI - second : first;
        return (distance, sign < 0 ? Math.PI - found : found);
    }

    private static double Hypotenuse(double x, double y) => Math.Sqrt((x * x) + (y * y));

    /// <summary>Sine and cosine of the reduced latitude (equation 6).</summary>
    private (double Sin, double Cos) Reduced(double latitude)
    {
        (double sin, double cos) = Math.SinCos(latitude);
        sin *= 1 - _f;
        double length = Hypotenuse(sin, cos);
        return (sin / length, cos / length);
    }

    private Line LineFrom(double latitude1, double azimuth1)
    {
        (double sinBeta, double cosBeta) = Reduced(latitude1);
        (double sinAzimuth, double cosAzimuth) = Math.SinCos(azimuth1);

        // Equations 10 to 12, 9 and 16.
        double sin0 = sinAzimuth * cosBeta,
            cos0 = Hypotenuse(cosAzimuth, sinAzimuth * sinBeta);
        double sigma1 = Math.Atan2(sinBeta, cosAzimuth * cosBeta),
            omega1 = Math.Atan2(sin0 * sinBeta, cosAzimuth * cosBeta);
        double k2 = ((1 / ((1 - _f) * (1 - _f))) - 1) * cos0 * cos0,
            root = Math.Sqrt(1 + k2);
        return new(sin0, cos0, sigma1, omega1, _f, new(k2 / ((root + 1) * (root + 1)), _n));
    }

    private (double Longitude, double Latitude) EndOf(in Line line, double sigma2)
    {
        (double sin, double cos) = Math.SinCos(sigma2);
        double beta = Math.Atan2(line.Cos0 * sin, Hypotenuse(line.Cos0 * cos, line.Sin0));
        double omega2 = Math.Atan2(line.Sin0 * sin, cos);
        double turn = omega2 - line.Omega1;

        // Eastbound lines turn eastwards, up to once round.
        turn =
            line.Sin0 >= 0 && turn < -1e-12 ? turn + Math.Tau
            : line.Sin0 < 0 && turn > 1e-12 ? turn - Math.Tau
            : turn;
        return (turn - line.Lag(line.Sigma1, sigma2), Math.Atan2(Math.Sin(beta), (1 - _f) * Math.Cos(beta)));
    }

    private readonly record struct Line(double Sin0, double Cos0, double Sigma1, double Omega1, double F, GeodesicSeries Series)
    {
        /// <summary>Equation 8: how far the longitude lags behind the sphere's.</summary>
        public double Lag(double from, double to) => F * Sin0 * (Series.I3(to) - Series.I3(from));

        /// <summary>Equation 7, in metres.</summary>
        public double Distance(double b, double from, double to) => b * Series.A1 * (to + Series.I1(to) - from - Series.I1(from));
    }
}
