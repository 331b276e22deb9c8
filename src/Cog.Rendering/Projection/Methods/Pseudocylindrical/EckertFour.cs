namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>Method 60104, Eckert IV (J. P. Snyder, USGS 1395, pp. 253-258).</summary>
internal sealed class EckertFour(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double HeightFactor = 2 * Math.Sqrt(Math.PI / (4 + Math.PI));
    private static readonly double WidthFactor = 2 / Math.Sqrt(Math.PI * (4 + Math.PI));

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Root((2 + HalfPi) * Math.Sin(latitude), latitude / 2, static t => (Sum(t), 2 * Math.Cos(t) * (1 + Math.Cos(t))));
        return (WidthFactor * (1 + Math.Cos(theta)), HeightFactor * Math.Sin(theta));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) => Asin(Sum(Asin(height / HeightFactor)) / (2 + HalfPi));

    private static double Sum(double theta) => theta + (Math.Sin(theta) * (Math.Cos(theta) + 2));
}
