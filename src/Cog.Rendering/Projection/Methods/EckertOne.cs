namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60139, Eckert I: straight meridians, broken at the equator (J. P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS
/// 1453, p. 218).
/// </summary>
internal sealed class EckertOne(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double Factor = 2 * Math.Sqrt(2 / (3 * Math.PI));

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) =>
        (Factor * (1 - (Math.Abs(latitude) / Math.PI)), Factor * latitude);

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) => Math.Abs(height / Factor) <= HalfPi * (1 + 1e-12) ? height / Factor : double.NaN;
}
