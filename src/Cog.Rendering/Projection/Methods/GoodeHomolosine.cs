using Cog.Rendering.Projection.Methods.Pseudocylindrical;

namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60133, Goode Homolosine in one piece: the sinusoidal to 40°44', the Mollweide beyond, moved to meet it (J. P. Goode, 1925;
/// constants as in PROJ).
/// </summary>
internal sealed class GoodeHomolosine(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private const double Limit = 0.71093078197902358062,
        Moved = 0.0528;

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        if (Math.Abs(latitude) <= Limit)
        {
            return (Math.Cos(latitude), latitude);
        }

        (double width, double height) = Mollweide.ParallelOf(latitude);
        return (width, height - Math.CopySign(Moved, latitude));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) =>
        Math.Abs(height) <= Limit ? height : Mollweide.LatitudeOf(height + Math.CopySign(Moved, height));
}
