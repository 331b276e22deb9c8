namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60141, Eckert III: meridians are halves of ellipses, parallels equally spaced (J. P. Snyder, P. M. Voxland, "An Album of Map
/// Projections", USGS 1453, p. 219).
/// </summary>
internal sealed class EckertThree(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Factor = 2 / Math.Sqrt(Math.PI * (4 + Math.PI));

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double share = latitude / HalfPi;
        return (Factor * (1 + Math.Sqrt(Math.Max(0, 1 - (share * share)))), 2 * Factor * latitude);
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) =>
        Math.Abs(height / (2 * Factor)) <= HalfPi * (1 + 1e-12) ? height / (2 * Factor) : double.NaN;
}
