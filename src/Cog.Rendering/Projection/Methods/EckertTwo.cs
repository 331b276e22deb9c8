namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60140, Eckert II: straight meridians, broken at the equator, of equal area (J. P. Snyder, P. M. Voxland, "An Album of Map
/// Projections", USGS 1453, p. 218).
/// </summary>
internal sealed class EckertTwo(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double WidthFactor = 2 / Math.Sqrt(6 * Math.PI),
        HeightFactor = Math.Sqrt(2 * Math.PI / 3);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double root = Math.Sqrt(4 - (3 * Math.Sin(Math.Abs(latitude))));
        return (WidthFactor * root, Math.CopySign(HeightFactor * (2 - root), latitude));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double root = 2 - (Math.Abs(height) / HeightFactor);
        return root < 0 ? double.NaN : Math.CopySign(Asin((4 - (root * root)) / 3), height);
    }
}
