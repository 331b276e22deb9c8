using System.Buffers;

namespace Cog.Rendering.Algorithms;

/// <summary>The normalized difference of two bands, (second − first) / (second + first): NDVI of red and near infrared.</summary>
/// <remarks>Where the sum is 0 or the quotient not finite, the pixel is masked.</remarks>
internal sealed class NormalizedIndex() : Algorithm("normalizedIndex")
{
    public static AlgorithmDefinition Definition =>
        new(
            "normalizedIndex",
            "Normalized Difference Index",
            "Divides the difference of two bands by their sum: (second - first) / (second + first).",
            _ => new NormalizedIndex()
        )
        {
            InputBands = 2,
            OutputBands = 1,
            OutputType = SampleType.Float32,
            OutputRange = Range,
        };

    private static Rescale Range => new(-1, 1);

    /// <inheritdoc/>
    public override int? BandsUsed => 2;

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => new(1, SampleType.Float32);

    /// <inheritdoc/>
    public override BandColors ColorsOf(BandColors before) => new(Statistics: [Range]);

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) =>
        before is [var first, var second, ..]
            ? Labels($"({second.Description} - {first.Description}) / ({second.Description} + {first.Description})")
            : Labels(Id);

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        int width = input.Width;
        double[] numbers = ArrayPool<double>.Shared.Rent(2 * width);
        byte[] masks = ArrayPool<byte>.Shared.Rent(width);
        try
        {
            Span<double> first = numbers.AsSpan(0, width),
                second = numbers.AsSpan(width, width);
            Span<byte> other = masks.AsSpan(0, width);
            for (int row = 0; row < input.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<float> quotients = result.Row<float>(0, row);
                Span<byte> mask = result.MaskRow(row);
                input.Read(0, row, first, mask);
                input.Read(1, row, second, other);
                for (int i = 0; i < width; i++)
                {
                    float a = (float)first[i],
                        b = (float)second[i];
                    float quotient = (b - a) / (b + a);
                    bool isValid = mask[i] != 0 && other[i] != 0 && float.IsFinite(quotient);
                    quotients[i] = isValid ? quotient : 0;
                    mask[i] = isValid ? mask[i] : (byte)0;
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(numbers);
            ArrayPool<byte>.Shared.Return(masks);
        }
    }
}
