namespace Cog.Rendering.Projection.Methods.Cylindrical;

/// <summary>
/// Method 60108, Gall Stereographic: true to scale at 45° (J. P. Snyder, P. M. Voxland, "An Album of Map Projections", USGS 1453, p. 220).
/// </summary>
internal sealed class GallStereographic(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double HalfRootOf2 = Math.Sqrt(0.5);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => (HalfRootOf2, (1 + HalfRootOf2) * Math.Tan(latitude / 2));

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double latitude = 2 * Math.Atan(height / (1 + HalfRootOf2));
        return Math.Abs(latitude) <= HalfPi + 1e-10 ? latitude : double.NaN;
    }
}
