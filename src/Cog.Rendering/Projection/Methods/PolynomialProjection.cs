namespace Cog.Rendering.Projection.Methods;

/// <summary>A map whose parallels' heights are a rising polynomial of the latitude.</summary>
/// <param name="crs">What is projected.</param>
/// <param name="heightOf">The height in radii of a latitude, and its slope.</param>
internal abstract class PolynomialProjection(CrsDefinition crs, Func<double, (double Value, double Slope)> heightOf)
    : PseudocylindricalProjection(crs)
{
    private readonly double _polarHeight = heightOf(HalfPi).Value;

    /// <inheritdoc/>
    protected sealed override double LatitudeAt(double height) =>
        Math.Abs(height) <= _polarHeight + 1e-9 ? Root(height, height, heightOf) : double.NaN;
}
