namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60146, Loximuthal: rhumb lines from the centre are straight and true to scale (J. P. Snyder, P. M. Voxland, "An Album of Map
/// Projections", USGS 1453, p. 223).
/// </summary>
internal sealed class Loximuthal(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private readonly double _latitude0 = crs.OriginLatitude;

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double height = latitude - _latitude0;
        if (Math.Abs(height) < 1e-8)
        {
            return (Math.Cos(_latitude0), height);
        }

        // At a pole the isometric latitude has no end.
        double width =
            Math.Abs(latitude) > HalfPi - 1e-8 ? 0 : height / (Math.Asinh(Math.Tan(latitude)) - Math.Asinh(Math.Tan(_latitude0)));
        return (width, height);
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) =>
        Math.Abs(height + _latitude0) <= HalfPi * (1 + 1e-12) ? Math.Clamp(height + _latitude0, -HalfPi, HalfPi) : double.NaN;
}
