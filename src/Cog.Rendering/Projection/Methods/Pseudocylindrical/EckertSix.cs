namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>Method 60106, Eckert VI (J. P. Snyder, USGS 1395, pp. 253-258).</summary>
internal sealed class EckertSix(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Factor = Math.Sqrt(2 + Math.PI);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Root((1 + HalfPi) * Math.Sin(latitude), latitude, static t => (t + Math.Sin(t), 1 + Math.Cos(t)));
        return ((1 + Math.Cos(theta)) / Factor, 2 * theta / Factor);
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double theta = height * Factor / 2;
        return Asin((theta + Math.Sin(theta)) / (1 + HalfPi));
    }
}
