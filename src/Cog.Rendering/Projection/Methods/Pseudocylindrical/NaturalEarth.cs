namespace Cog.Rendering.Projection.Methods.Pseudocylindrical;

/// <summary>
/// Method 60107, Natural Earth, in its polynomial form (B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni, "A Polynomial Equation
/// for the Natural Earth Projection", 2011).
/// </summary>
internal sealed class NaturalEarth(CrsDefinition crs) : PolynomialProjection(crs, HeightOf)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double square = latitude * latitude,
            fourth = square * square;
        double width = 0.8707 + (square * (-0.131979 + (square * (-0.013791 + (fourth * square * (0.003971 - (0.001529 * square)))))));
        return (width, HeightOf(latitude).Value);
    }

    private static (double Value, double Slope) HeightOf(double latitude)
    {
        const double B0 = 1.007226,
            B1 = 0.015085,
            B2 = -0.044475,
            B3 = 0.028874,
            B4 = -0.005916;
        double square = latitude * latitude,
            sixth = square * square * square;
        double value = latitude * (B0 + (B1 * square) + (sixth * (B2 + (square * (B3 + (B4 * square))))));
        return (value, B0 + (3 * B1 * square) + (sixth * ((7 * B2) + (square * ((9 * B3) + (11 * B4 * square))))));
    }
}
