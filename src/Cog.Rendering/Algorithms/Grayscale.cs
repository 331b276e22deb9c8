namespace Cog.Rendering.Algorithms;

/// <summary>The brightness of red, green and blue, in the type that they have; a fraction is cut off by integers.</summary>
internal sealed class Grayscale() : Algorithm("grayscale")
{
    public static AlgorithmDefinition Definition =>
        new("grayscale", "Transform a RGB Image to Grayscale", "Makes grey of red, green and blue (ITU-R BT.601).", _ => new Grayscale())
        {
            OutputBands = 1,
        };

    /// <inheritdoc/>
    public override int? BandsUsed => 3;

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => before with { Bands = 1 };

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => Labels(Id);

    /// <summary>The range that follows from those of the bands.</summary>
    public override BandColors ColorsOf(BandColors before) =>
        before.Statistics is [var red, var green, var blue, ..]
            ? new(Statistics: [new(Luma.Of(red.Minimum, green.Minimum, blue.Minimum), Luma.Of(red.Maximum, green.Maximum, blue.Maximum))])
            : BandColors.None;

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        double[] luma = new double[input.Width];
        var scratch = LumaScratch.Of(input.Width);
        for (int row = 0; row < input.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> mask = result.MaskRow(row);
            Luma.Read(input, row, luma, mask, scratch);
            for (int i = 0; i < luma.Length; i++)
            {
                luma[i] =
                    mask[i] == 0 ? 0
                    : result.SampleType.IsFloatingPoint() ? luma[i]
                    : Math.Truncate(luma[i]);
            }

            SampleRows.Store(result.SampleType, luma, result.RowBytes(0, row));
        }
    }
}
