namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>
/// The integrals of distance and longitude along one geodesic, in series of ε to order 6 (C. F. F. Karney, arXiv:1109.4448, equations 15 to
/// 25).
/// </summary>
internal readonly struct GeodesicSeries(double eps, double n)
{
    private readonly double _e2 = eps * eps;

    /// <summary>A₁.</summary>
    public double A1 => (1 + (_e2 * (64 + (_e2 * (4 + _e2))) / 256)) / (1 - eps);

    /// <summary>Σ C₁ⱼ sin 2jσ.</summary>
    public double I1(double sigma) =>
        Sum(
            sigma,
            eps * (-16 + (_e2 * (6 - _e2))) / 32,
            _e2 * (-128 + (_e2 * (64 - (9 * _e2)))) / 2048,
            eps * _e2 * (-16 + (9 * _e2)) / 768,
            _e2 * _e2 * (-5 + (3 * _e2)) / 512,
            -7 * eps * _e2 * _e2 / 1280,
            -7 * _e2 * _e2 * _e2 / 2048
        );

    /// <summary>Σ C′₁ⱼ sin 2jτ.</summary>
    public double Back1(double tau) =>
        Sum(
            tau,
            eps * (768 + (_e2 * (-432 + (205 * _e2)))) / 1536,
            _e2 * (3840 + (_e2 * (-4736 + (4005 * _e2)))) / 12288,
            eps * _e2 * (116 - (225 * _e2)) / 384,
            _e2 * _e2 * (2695 - (7173 * _e2)) / 7680,
            3467 * eps * _e2 * _e2 / 7680,
            38081 * _e2 * _e2 * _e2 / 61440
        );

    /// <summary>I₃.</summary>
    public double I3(double sigma)
    {
        double n2 = n * n,
            e3 = eps * _e2,
            e4 = _e2 * _e2,
            e5 = e4 * eps;
        double a3 =
            1
            - ((1 - n) / 2 * eps)
            - (((2 + n - (3 * n2)) / 8) * _e2)
            - ((1 + (3 * n) + n2) / 16 * e3)
            - ((3 + (2 * n)) / 64 * e4)
            - (3 * e5 / 128);
        return a3
            * (
                sigma
                + Sum(
                    sigma,
                    ((1 - n) / 4 * eps)
                        + ((1 - n2) / 8 * _e2)
                        + ((3 + (3 * n) - n2) / 64 * e3)
                        + ((5 + (2 * n)) / 128 * e4)
                        + (3 * e5 / 128),
                    ((2 - (3 * n) + n2) / 32 * _e2) + ((3 - (2 * n) - (3 * n2)) / 64 * e3) + ((3 + n) / 128 * e4) + (5 * e5 / 256),
                    ((5 - (9 * n) + (5 * n2)) / 192 * e3) + ((9 - (10 * n)) / 384 * e4) + (7 * e5 / 512),
                    ((7 - (14 * n)) / 512 * e4) + (7 * e5 / 512),
                    21 * e5 / 2560,
                    0
                )
            );
    }

    private static double Sum(double angle, double c1, double c2, double c3, double c4, double c5, double c6) =>
        new SineSeries(c1, c2, c3, c4, c5, c6).Of(angle) - angle;
}
