using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60144, Winkel II: the mean of the Mollweide and of an equidistant cylinder (J. P. Snyder, P. M. Voxland, "An Album of Map
/// Projections", USGS 1453, p. 220; heights as in PROJ).
/// </summary>
internal sealed class WinkelTwo(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private readonly double _parallel = Math.Cos(crs.FirstParallel);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Mollweide.AngleOf(latitude);
        return ((Math.Cos(theta) + _parallel) / 2, HeightOf(theta, latitude));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        if (!(Math.Abs(height) <= HalfPi * (1 + 1e-12)))
        {
            return double.NaN;
        }

        // Halving: the slope has no end at the poles.
        (double low, double high) = (0, HalfPi);
        while (high - low > 1e-15 && low + ((high - low) / 2) is var middle && middle > low && middle < high)
        {
            (low, high) = HeightOf(Mollweide.AngleOf(middle), middle) < Math.Abs(height) ? (middle, high) : (low, middle);
        }

        return Math.CopySign(low, height);
    }

    private static double HeightOf(double theta, double latitude) => Math.PI / 4 * (Math.Sin(theta) + (2 * latitude / Math.PI));
}
