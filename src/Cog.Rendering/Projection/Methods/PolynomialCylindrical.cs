namespace Cog.Rendering.Projection.Methods;

/// <summary>A cylindrical map whose parallels' heights are an odd polynomial of the latitude.</summary>
/// <param name="crs">What is projected.</param>
/// <param name="coefficients">Of the first, third, fifth … power of the latitude.</param>
internal sealed class PolynomialCylindrical(CrsDefinition crs, double[] coefficients)
    : PolynomialProjection(crs, latitude => HeightOf(latitude, coefficients))
{
    private readonly double[] _coefficients = coefficients;

    /// <summary>
    /// Method 60137, Patterson Cylindrical (T. Patterson, B. Šavrič, B. Jenny, "Introducing the Patterson Cylindrical Projection", 2015).
    /// </summary>
    public static PolynomialCylindrical Patterson(CrsDefinition crs) => new(crs, [1.0148, 0, 0.23185, -0.14499, 0.02406]);

    /// <summary>
    /// Method 60138, Compact Miller (B. Jenny, B. Šavrič, T. Patterson, "A compromise aspect-adaptive cylindrical projection for world
    /// maps", 2015).
    /// </summary>
    public static PolynomialCylindrical CompactMiller(CrsDefinition crs) => new(crs, [0.9902, 0.1604, -0.03054]);

    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => (1, HeightOf(latitude, _coefficients).Value);

    private static (double Value, double Slope) HeightOf(double latitude, double[] coefficients)
    {
        double square = latitude * latitude,
            ratio = 0,
            slope = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            ratio = coefficients[i] + (square * ratio);
            slope = (((2 * i) + 1) * coefficients[i]) + (square * slope);
        }

        return (latitude * ratio, slope);
    }
}
