namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60138, Compact Miller (B. Jenny, B. Šavrič, T. Patterson, "A compromise aspect-adaptive cylindrical projection for world maps",
/// 2015).
/// </summary>
internal sealed class CompactMiller(CrsDefinition crs) : PolynomialProjection(crs, HeightOf)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude) => (1, HeightOf(latitude).Value);

    private static (double Value, double Slope) HeightOf(double latitude)
    {
        const double K1 = 0.9902,
            K2 = 0.1604,
            K3 = -0.03054;
        double square = latitude * latitude;
        return (latitude * (K1 + (square * (K2 + (K3 * square)))), K1 + (square * ((3 * K2) + (5 * K3 * square))));
    }
}
