namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60150, Wagner IV, of equal area: the Mollweide up to 60 degrees; and 60151, Wagner V, near to it (J. P. Snyder, "Flattening the
/// Earth", 1993, p. 205; constants of the latter as in PROJ).
/// </summary>
/// <param name="crs">What is projected.</param>
/// <param name="constant">C in 2θ + sin 2θ = C sin φ.</param>
/// <param name="widthFactor">Radii by radian of longitude at θ = 0.</param>
/// <param name="heightFactor">Radii at θ = π/2.</param>
internal sealed class WagnerEllipse(CrsDefinition crs, double constant, double widthFactor, double heightFactor)
    : PseudocylindricalProjection(crs)
{
    public static WagnerEllipse Four(CrsDefinition crs)
    {
        double constant = (2 * Math.PI / 3) + (Math.Sqrt(3) / 2);
        double radii = Math.Sqrt(Math.PI * Math.Sqrt(3) / constant);
        return new(crs, constant, 2 * radii / Math.PI, radii * 2 / Math.Sqrt(3));
    }

    public static WagnerEllipse Five(CrsDefinition crs) => new(crs, 3.00896, 0.90977, 1.65014);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double theta = Root(constant * Math.Sin(latitude), latitude / 2, static t =>
            ((2 * t) + Math.Sin(2 * t), 2 + (2 * Math.Cos(2 * t)))
        );
        return (widthFactor * Math.Cos(theta), heightFactor * Math.Sin(theta));
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height)
    {
        double theta = Asin(height / heightFactor);
        return Asin(((2 * theta) + Math.Sin(2 * theta)) / constant);
    }
}
