namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>Method 60101, Mollweide (J. P. Snyder, USGS 1395, pp. 249-252).</summary>
internal sealed class Mollweide(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    private static readonly double RootOf2 = Math.Sqrt(2);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => ParallelOf(latitude);

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) => LatitudeOf(height);

    /// <summary>A parallel's length by longitude and its height, in radii, for maps that are made of this one.</summary>
    internal static (double Width, double Height) ParallelOf(double latitude)
    {
        // 2θ + sin 2θ is flat at the poles, where Newton's method loses its speed: in the angle from the pole it is 2c - sin 2c.
        double polar = Polar(HalfPi - Math.Abs(latitude));
        return (2 * RootOf2 / Math.PI * Math.Sin(polar), Math.CopySign(RootOf2 * Math.Cos(polar), latitude));
    }

    /// <summary>The latitude of the parallel at a height in radii; NaN beyond a pole.</summary>
    internal static double LatitudeOf(double height)
    {
        double theta = Asin(height / RootOf2);
        return Asin(((2 * theta) + Math.Sin(2 * theta)) / Math.PI);
    }

    /// <summary>θ with 2θ + sin 2θ = π sin φ.</summary>
    internal static double AngleOf(double latitude) => Math.CopySign(HalfPi - Polar(HalfPi - Math.Abs(latitude)), latitude);

    /// <summary>c with 2c - sin 2c = π (1 - cos p): the angle of the ellipse from its pole, of the parallel's from the Earth's.</summary>
    private static double Polar(double parallel)
    {
        double half = Math.Sin(parallel / 2),
            target = Math.Tau * half * half;
        double c = Math.Min(HalfPi, Math.Cbrt(0.75 * target));
        for (int i = 0; i < 30 && c > 0; i++)
        {
            double sin = Math.Sin(c),
                step = ((2 * c) - Math.Sin(2 * c) - target) / (4 * sin * sin);
            c -= step;
            if (Math.Abs(step) < 1e-15)
            {
                break;
            }
        }

        return c;
    }
}
