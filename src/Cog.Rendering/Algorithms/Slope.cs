namespace Cog.Rendering.Algorithms;

/// <summary>The steepness of a slope in degrees, from 0 to 90.</summary>
/// <remarks>
/// Heights and the CRS must have the same unit: in a CRS of degrees, nearly everything is a cliff. As TiTiler has it, the rise from row to
/// row is divided by the width of a pixel, and that from column to column by its height: pixels that are not square are taken for turned
/// by a quarter.
/// </remarks>
internal sealed class Slope : GradientAlgorithm
{
    private Slope(AlgorithmArguments arguments)
        : base("slope", arguments.Integer("buffer"), arguments.Number("z_exaggeration")) { }

    public static AlgorithmDefinition Definition =>
        new("slope", "Slope", "Says how steep the ground is, in degrees.", arguments => new Slope(arguments))
        {
            InputBands = 1,
            OutputBands = 1,
            OutputType = SampleType.Float32,
            OutputRange = Range,
            Parameters =
            [
                AlgorithmParameter.Integer("buffer", 3, 0, 99) with
                {
                    Description = "Pixels cut from each side, which lack neighbours.",
                },
                AlgorithmParameter.Number("z_exaggeration", 1, 1e-6, 1e6),
            ],
        };

    private static Rescale Range => new(0, 90);

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => new(1, SampleType.Float32);

    /// <inheritdoc/>
    public override BandColors ColorsOf(BandColors before) => new(Statistics: [Range]);

    /// <inheritdoc/>
    protected override void Write(
        ReadOnlySpan<double> byRow,
        ReadOnlySpan<double> byColumn,
        (double X, double Y) pixel,
        Span<byte> destination
    )
    {
        double perX = 1 / Math.Abs(pixel.X),
            perY = 1 / Math.Abs(pixel.Y);
        Span<float> degrees = MemoryMarshal.Cast<byte, float>(destination);
        for (int i = 0; i < byRow.Length; i++)
        {
            double x = byRow[i] * perX,
                y = byColumn[i] * perY;
            degrees[i] = MathF.Atan((float)Math.Sqrt((x * x) + (y * y))) * (180 / MathF.PI);
        }
    }
}
