using System.Buffers;

namespace Cog.Rendering.Algorithms;

/// <summary>Heights of the first band in the red, green and blue of a picture, for maps that draw terrain.</summary>
/// <param name="id">Its name.</param>
/// <param name="prefix">What the bands' names begin with.</param>
/// <param name="nodataHeight">The height of masked pixels, which are opaque then; null to leave them masked.</param>
internal abstract class HeightEncoding(string id, string prefix, double? nodataHeight) : Algorithm(id)
{
    /// <summary>The height that masked pixels get.</summary>
    protected static AlgorithmParameter NodataHeight => new("nodata_height", IsInteger: false, Default: null, -99999, 99999);

    /// <summary>What such an algorithm takes and makes.</summary>
    protected static AlgorithmDefinition Define(
        string id,
        string title,
        string description,
        Func<AlgorithmArguments, Algorithm> create,
        params IReadOnlyList<AlgorithmParameter> parameters
    ) =>
        new(id, title, description, create)
        {
            InputBands = 1,
            OutputBands = 3,
            OutputType = SampleType.UInt8,
            Parameters = parameters,
        };

    /// <inheritdoc/>
    public sealed override int? BandsUsed => 1;

    /// <inheritdoc/>
    public sealed override BandShape ShapeOf(BandShape before) => new(3, SampleType.UInt8);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) =>
        Labels($"{prefix}_r", $"{prefix}_g", $"{prefix}_b");

    /// <summary>Heights as whole numbers of 24 bits: red is the highest byte.</summary>
    /// <param name="heights">Heights in, numbers out; a number beyond 24 bits is held to its nearest.</param>
    protected abstract void Encode(Span<double> heights);

    /// <summary>Told the lowest and the highest number of the visible pixels, before they are held.</summary>
    /// <exception cref="FormatException">They are too far apart.</exception>
    protected virtual void Check(double lowest, double highest) { }

    /// <inheritdoc/>
    protected sealed override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(input.Width);
        Span<double> numbers = rented.AsSpan(0, input.Width);
        double lowest = double.PositiveInfinity,
            highest = double.NegativeInfinity;
        try
        {
            uint hidden = 0;
            if (nodataHeight is { } height)
            {
                numbers[0] = height;
                Encode(numbers[..1]);
                hidden = Held(numbers[0]);
            }

            for (int row = 0; row < input.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> mask = result.MaskRow(row);
                input.Read(0, row, numbers, mask);
                Encode(numbers);
                Span<byte> red = result.Row<byte>(0, row),
                    green = result.Row<byte>(1, row),
                    blue = result.Row<byte>(2, row);
                for (int i = 0; i < mask.Length; i++)
                {
                    uint number = hidden;
                    if (mask[i] != 0 && !double.IsNaN(numbers[i]))
                    {
                        number = Held(numbers[i]);
                        (lowest, highest) = (Math.Min(lowest, numbers[i]), Math.Max(highest, numbers[i]));
                    }
                    else
                    {
                        mask[i] = nodataHeight is null ? (byte)0 : (byte)255;
                    }

                    (red[i], green[i], blue[i]) = ((byte)(number >> 16), (byte)(number >> 8), (byte)number);
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }

        Check(lowest, highest);
    }

    private static uint Held(double number) => (uint)Math.Clamp(number, 0, 0xFF_FFFF);
}
