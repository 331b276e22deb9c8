namespace Cog.Rendering.Projection.Methods;

/// <summary>Method 60149, the Times atlas's projection (J. Moir, 1965; constants as in PROJ).</summary>
internal sealed class Times(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private const double WidthAtEquator = 0.74482,
        Narrowing = 0.34588,
        HeightFactor = 1.70711;

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double tangent = Math.Tan(latitude / 2),
            sine = Math.Sin(Math.PI / 4 * tangent);
        return (WidthAtEquator - (Narrowing * sine * sine), HeightFactor * tangent);
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double latitude = 2 * Math.Atan(height / HeightFactor);
        return Math.Abs(latitude) <= HalfPi * (1 + 1e-12) ? latitude : double.NaN;
    }
}
