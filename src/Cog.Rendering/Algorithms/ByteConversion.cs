using System.Buffers;

namespace Cog.Rendering.Algorithms;

/// <summary>Every band as bytes: the lowest byte of the whole number that a value is cut, lifted or lowered to.</summary>
/// <remarks>
/// Values are not held to 0 to 255: 256 becomes 0, and −1 255, as NumPy's <c>astype</c> has it on x86. What 32 bits cannot hold is 0.
/// </remarks>
/// <param name="id">Its name.</param>
/// <param name="toWhole">Makes a whole number of a value.</param>
internal sealed class ByteConversion(string id, Func<double, double> toWhole) : Algorithm(id)
{
    public static AlgorithmDefinition Cast =>
        Define("cast", "Cast data to Integer", "Makes bytes of all values, and cuts off what follows the point.", Math.Truncate);

    public static AlgorithmDefinition Ceil =>
        Define("ceil", "Round data to the smallest integer", "Makes bytes of all values, lifted to the next whole number.", Math.Ceiling);

    public static AlgorithmDefinition Floor =>
        Define("floor", "Round data to the largest integer", "Makes bytes of all values, lowered to the next whole number.", Math.Floor);

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => before with { Type = SampleType.UInt8 };

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) =>
        Labels([.. before.Select(label => label.Description)]);

    /// <summary>A colour table's indexes stay what they are.</summary>
    public override BandColors ColorsOf(BandColors before) =>
        new(before.Palette, AlphaPosition: before.AlphaPosition) { Interpretation = before.Interpretation };

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        Raster raster = input.Raster;
        raster.Mask.CopyTo(result.Mask);
        for (int band = 0; band < raster.Bands; band++)
        {
            for (int row = 0; row < raster.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Convert(raster, band, row, result.Row<byte>(band, row));
                ReadOnlySpan<byte> mask = result.MaskRow(row);
                if (mask.Contains((byte)0))
                {
                    Clear(mask, result.Row<byte>(band, row));
                }
            }
        }
    }

    private void Convert(Raster raster, int band, int row, Span<byte> destination)
    {
        ReadOnlySpan<byte> samples = raster.RowBytes(band, row);
        if (!raster.SampleType.IsFloatingPoint())
        {
            // Integers are little endian: the first byte is the lowest.
            int size = raster.SampleType.ByteSize();
            for (int i = 0; i < destination.Length; i++)
            {
                destination[i] = samples[i * size];
            }

            return;
        }

        double[] values = ArrayPool<double>.Shared.Rent(destination.Length);
        SampleRows.Load(raster.SampleType, samples, values.AsSpan(0, destination.Length));
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = LowestByte(toWhole(values[i]));
        }

        ArrayPool<double>.Shared.Return(values);
    }

    private static byte LowestByte(double value) => value is >= int.MinValue and <= int.MaxValue ? (byte)(int)value : (byte)0;

    private static void Clear(ReadOnlySpan<byte> mask, Span<byte> samples)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            samples[i] = mask[i] == 0 ? (byte)0 : samples[i];
        }
    }

    private static AlgorithmDefinition Define(string id, string title, string description, Func<double, double> toWhole) =>
        new(id, title, description, _ => new ByteConversion(id, toWhole))
        {
            OutputType = SampleType.UInt8,
            OutputRange = new Rescale(0, 255),
        };
}
