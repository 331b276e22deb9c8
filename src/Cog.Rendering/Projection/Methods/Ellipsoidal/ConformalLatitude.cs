namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>Isometric and conformal latitudes, for the conformal projections.</summary>
/// <remarks>
/// C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", Journal of Geodesy 85 (2011), arXiv:1002.1417; equation
/// numbers are of that text.
/// </remarks>
internal readonly struct ConformalLatitude(double eccentricity)
{
    private const double NearlyPole = (Math.PI / 2) - 1e-13;

    /// <summary>ψ: ln tan(π/4 + φ/2) less the ellipsoid's part; infinite at a pole.</summary>
    public double Isometric(double latitude) =>
        Math.Abs(latitude) >= NearlyPole ? Math.CopySign(double.PositiveInfinity, latitude) : Math.Asinh(Tangent(Math.Tan(latitude)));

    /// <summary>The geodetic latitude of ψ.</summary>
    public double FromIsometric(double isometric) =>
        double.IsInfinity(isometric) ? Math.CopySign(Math.PI / 2, isometric) : Math.Atan(GeodeticTangent(Math.Sinh(isometric)));

    /// <summary>The tangent of the conformal latitude, of the tangent of the geodetic one (equations 7 to 9).</summary>
    public double Tangent(double tangent)
    {
        double secant = Math.Sqrt(1 + (tangent * tangent));
        double sigma = Math.Sinh(eccentricity * Math.Atanh(eccentricity * tangent / secant));
        return (tangent * Math.Sqrt(1 + (sigma * sigma))) - (sigma * secant);
    }

    /// <summary>Newton's method on <see cref="Tangent"/>, equations 19 to 21: two steps suffice for the Earth.</summary>
    public double GeodeticTangent(double conformal)
    {
        double e2 = eccentricity * eccentricity,
            tangent = conformal;
        for (int step = 0; step < 5; step++)
        {
            double found = Tangent(tangent);
            double delta =
                (conformal - found)
                / Math.Sqrt(1 + (found * found))
                * (1 + ((1 - e2) * tangent * tangent))
                / ((1 - e2) * Math.Sqrt(1 + (tangent * tangent)));
            if (!double.IsFinite(delta))
            {
                break; // The pole itself: the tangent is as large as it can be.
            }

            tangent += delta;
            if (Math.Abs(delta) <= 1e-15 * Math.Max(1, Math.Abs(tangent)))
            {
                break;
            }
        }

        return tangent;
    }
}
