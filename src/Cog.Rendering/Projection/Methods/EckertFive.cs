namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60142, Eckert V: meridians are sine curves, parallels equally spaced (J. P. Snyder, P. M. Voxland, "An Album of Map Projections",
/// USGS 1453, p. 220).
/// </summary>
internal sealed class EckertFive(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Factor = 1 / Math.Sqrt(2 + Math.PI);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) =>
        (Factor * (1 + Math.Cos(latitude)), 2 * Factor * latitude);

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) =>
        Math.Abs(height / (2 * Factor)) <= HalfPi * (1 + 1e-12) ? height / (2 * Factor) : double.NaN;
}
