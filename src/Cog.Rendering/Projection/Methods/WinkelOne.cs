namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60143, Winkel I: the mean of the sinusoidal and of an equidistant cylinder (J. P. Snyder, P. M. Voxland, "An Album of Map
/// Projections", USGS 1453, p. 220).
/// </summary>
internal sealed class WinkelOne(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private readonly double _parallel = Math.Cos(crs.FirstParallel);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => ((_parallel + Math.Cos(latitude)) / 2, latitude);

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) => Math.Abs(height) <= HalfPi * (1 + 1e-12) ? height : double.NaN;
}
