namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60145, Quartic Authalic, of equal area (J. P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS 1453, p. 221).
/// </summary>
internal sealed class QuarticAuthalic(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) =>
        (Math.Cos(latitude) / Math.Cos(latitude / 2), 2 * Math.Sin(latitude / 2));

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double latitude = 2 * Asin(height / 2);
        return Math.Abs(latitude) <= HalfPi * (1 + 1e-12) ? latitude : double.NaN;
    }
}
