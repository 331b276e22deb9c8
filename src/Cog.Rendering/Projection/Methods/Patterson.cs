namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60137, Patterson Cylindrical (T. Patterson, B. Šavrič, B. Jenny, "Introducing the Patterson Cylindrical Projection", 2015).
/// </summary>
internal sealed class Patterson(CrsDefinition crs) : PolynomialProjection(crs, HeightOf)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => (1, HeightOf(latitude).Value);

    private static (double Value, double Slope) HeightOf(double latitude)
    {
        const double K1 = 1.0148,
            K2 = 0.23185,
            K3 = -0.14499,
            K4 = 0.02406;
        double square = latitude * latitude,
            fourth = square * square;
        return (
            latitude * (K1 + (fourth * (K2 + (square * (K3 + (K4 * square)))))),
            K1 + (fourth * ((5 * K2) + (square * ((7 * K3) + (9 * K4 * square)))))
        );
    }
}
