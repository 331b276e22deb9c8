namespace Cog.Rendering.Projection.Methods;

/// <summary>
/// Method 60136, Natural Earth II (B. Šavrič, T. Patterson, B. Jenny, "The Natural Earth II World Map Projection", 2015).
/// </summary>
internal sealed class NaturalEarthTwo(CrsDefinition crs) : PseudocylindricalProjection(crs)
{
    /// <inheritdoc/>
    protected override (double Width, double Height) Parallel(double latitude)
    {
        double square = latitude * latitude,
            twelfth = Math.Pow(square, 6);
        double width =
            0.84719 - (0.13063 * square) + (twelfth * (-0.04515 + (square * (0.05494 + (square * (-0.02326 + (0.00331 * square)))))));
        return (width, HeightOf(latitude).Value);
    }

    /// <inheritdoc/>
    protected override double LatitudeAt(double height) =>
        Math.Abs(height) <= HeightOf(HalfPi).Value + 1e-9 ? Root(height, height, static latitude => HeightOf(latitude)) : double.NaN;

    private static (double Value, double Slope) HeightOf(double latitude)
    {
        const double B0 = 1.01183,
            B1 = -0.02625,
            B2 = 0.01926,
            B3 = -0.00396;
        double square = latitude * latitude,
            eighth = square * square * square * square;
        return (
            latitude * (B0 + (eighth * (B1 + (square * (B2 + (B3 * square)))))),
            B0 + (eighth * ((9 * B1) + (square * ((11 * B2) + (13 * B3 * square)))))
        );
    }
}
