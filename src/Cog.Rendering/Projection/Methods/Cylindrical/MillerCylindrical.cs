namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// Method 60020, Miller Cylindrical (J. P. Snyder, USGS 1395, pp. 86-89), on the sphere of the ellipsoid's area as in GDAL.
/// </summary>
internal sealed class MillerCylindrical(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => (1, 1.25 * Math.Asinh(Math.Tan(0.8 * latitude)));

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double latitude = 1.25 * Math.Atan(Math.Sinh(0.8 * height));
        return Math.Abs(latitude) <= HalfPi + 1e-10 ? latitude : double.NaN;
    }
}
