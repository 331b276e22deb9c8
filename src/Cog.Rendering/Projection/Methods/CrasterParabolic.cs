namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60148, Craster Parabolic, of equal area (J. P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS 1453, p. 221).
/// </summary>
internal sealed class CrasterParabolic(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double WidthFactor = Math.Sqrt(3 / Math.PI),
        HeightFactor = Math.Sqrt(3 * Math.PI);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) =>
        (WidthFactor * ((2 * Math.Cos(2 * latitude / 3)) - 1), HeightFactor * Math.Sin(latitude / 3));

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double latitude = 3 * Asin(height / HeightFactor);
        return Math.Abs(latitude) <= HalfPi * (1 + 1e-12) ? latitude : double.NaN;
    }
}
