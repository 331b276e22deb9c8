namespace Cog.Rendering.Algorithms;

/// <summary>White where a band, or the brightness of three, is above 127, else black.</summary>
internal sealed class Bitonal() : Algorithm("bitonal")
{
    private const int Threshold = 127;

    public static AlgorithmDefinition Definition =>
        new(
            "bitonal",
            "Transform an Image to Bitonal",
            "Makes white (255) of values above 127, and black (0) of all others.",
            _ => new Bitonal()
        )
        {
            OutputBands = 1,
            OutputType = SampleType.UInt8,
        };

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => new(1, SampleType.UInt8);

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => Labels(Id);

    /// <inheritdoc/>
    public override void RequireBands(int bands)
    {
        if (bands is not (1 or 3))
        {
            throw new FormatException($"algorithm is bitonal: it takes 1 or 3 bands, these are {bands}; choose them with bidx.");
        }
    }

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        double[] values = new double[input.Width];
        LumaScratch scratch = input.Bands == 1 ? default : LumaScratch.Of(input.Width);
        for (int row = 0; row < input.Height; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> mask = result.MaskRow(row),
                bits = result.Row<byte>(0, row);
            if (input.Bands == 1)
            {
                input.Read(0, row, values, mask);
            }
            else
            {
                Luma.Read(input, row, values, mask, scratch);
            }

            for (int i = 0; i < values.Length; i++)
            {
                bits[i] = mask[i] != 0 && values[i] > Threshold ? (byte)255 : (byte)0;
            }
        }
    }
}
