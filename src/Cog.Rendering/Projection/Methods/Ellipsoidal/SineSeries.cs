namespace Cog.Rendering.Projection.Methods.Ellipsoidal;

/// <summary>One kind of latitude to another: x + Σ cⱼ sin 2jx.</summary>
/// <remarks>
/// C. F. F. Karney, "On auxiliary latitudes", Survey Review 56 (2024), arXiv:2212.05818, appendix A; coefficients in the third flattening
/// to order 6.
/// </remarks>
internal readonly struct SineSeries(double c1, double c2, double c3, double c4, double c5, double c6)
{
    /// <summary>The latitude in radians.</summary>
    public double Of(double latitude)
    {
        // Clenshaw's sum.
        (double sin, double cos) = Math.SinCos(2 * latitude);
        double twice = 2 * cos;
        double b6 = c6,
            b5 = (twice * b6) + c5,
            b4 = (twice * b5) - b6 + c4,
            b3 = (twice * b4) - b5 + c3,
            b2 = (twice * b3) - b4 + c2,
            b1 = (twice * b2) - b3 + c1;
        return latitude + (sin * b1);
    }
}
