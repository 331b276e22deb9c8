namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60150, Wagner IV, of equal area: the Mollweide up to 60 degrees (J. P. Snyder, "Flattening the Earth", 1993, p. 205).
/// </summary>
internal sealed class WagnerFour(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Constant = (2 * Math.PI / 3) + (Math.Sqrt(3) / 2);
    private static readonly double Radii = Math.Sqrt(Math.PI * Math.Sqrt(3) / Constant);
    private static readonly double WidthFactor = 2 * Radii / Math.PI,
        HeightFactor = Radii * 2 / Math.Sqrt(3);

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
