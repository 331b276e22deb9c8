namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60147, McBryde-Thomas Flat-Polar Quartic, of equal area (J. P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS 1453,
/// p. 221).
/// </summary>
internal sealed class FlatPolarQuartic(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Constant = 1 + (Math.Sqrt(2) / 2);
    private static readonly double HeightFactor = 2 * Math.Sqrt(3) / Math.Sqrt(2 + Math.Sqrt(2)),
        WidthFactor = 1 / Math.Sqrt(3 * (2 + Math.Sqrt(2)));

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Root(Constant * Math.Sin(latitude), latitude, static t => (Sum(t), (0.5 * Math.Cos(t / 2)) + Math.Cos(t)));
        return (WidthFactor * (1 + (2 * Math.Cos(theta) / Math.Cos(theta / 2))), HeightFactor * Math.Sin(theta / 2));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) => Asin(Sum(2 * Asin(height / HeightFactor)) / Constant);

    private static double Sum(double theta) => Math.Sin(theta / 2) + Math.Sin(theta);
}
