namespace Cog.Rendering.Projection.Methods;

/// <summary>Method 60151, Wagner V (J. P. Snyder, "Flattening the Earth", 1993, p. 205; constants as in PROJ).</summary>
internal sealed class WagnerFive(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private const double WidthFactor = 0.90977,
        HeightFactor = 1.65014,
        Constant = 3.00896;

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Root(Constant * Math.Sin(latitude), latitude / 2, static t =>
            ((2 * t) + Math.Sin(2 * t), 2 + (2 * Math.Cos(2 * t)))
        );
        return (WidthFactor * Math.Cos(theta), HeightFactor * Math.Sin(theta));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double theta = Asin(height / HeightFactor);
        return Asin(((2 * theta) + Math.Sin(2 * theta)) / Constant);
    }
}
