using System.Buffers;
using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Algorithms;

/// <summary>Heights in the colours of a physical map, with black lines at multiples of an increment.</summary>
internal sealed class Contours : Algorithm
{
    private readonly double _increment,
        _thickness,
        _lowest,
        _highest;

    private Contours(AlgorithmArguments arguments)
        : base("contours") =>
        (_increment, _thickness, _lowest, _highest) = (
            arguments.Integer("increment"),
            arguments.Integer("thickness"),
            arguments.Integer("minz"),
            arguments.Integer("maxz")
        );

    public static AlgorithmDefinition Definition =>
        new("contours", "Contours", "Colours heights and draws lines where they are multiples of a number.", arguments => new Contours(
            arguments
        ))
        {
            InputBands = 1,
            OutputBands = 3,
            OutputType = SampleType.UInt8,
            Parameters =
            [
                AlgorithmParameter.Integer("increment", 35, 0, 999),
                AlgorithmParameter.Integer("thickness", 1, 0, 10),
                AlgorithmParameter.Integer("minz", -12000, -99999, 99999),
                AlgorithmParameter.Integer("maxz", 8000, -99999, 99999),
            ],
        };

    /// <inheritdoc/>
    public override int? BandsUsed => 1;

    /// <inheritdoc/>
    public override void RequireBands(int bands)
    {
        if (bands != 1)
        {
            throw new FormatException($"algorithm is contours: it takes 1 band, these are {bands}; choose one with bidx.");
        }
    }

    /// <inheritdoc/>
    public override BandShape ShapeOf(BandShape before) => new(3, SampleType.UInt8);

    /// <inheritdoc/>
    public override IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => Labels("contours_r", "contours_g", "contours_b");

    /// <inheritdoc/>
    protected override void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken)
    {
        ColorTable colors = NamedColorMaps.Find("terrain") ?? throw new InvalidOperationException("The colour map terrain is missing.");
        double[] heights = ArrayPool<double>.Shared.Rent(input.Width);
        try
        {
            for (int row = 0; row < input.Height; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<byte> mask = result.MaskRow(row);
                input.Read(0, row, heights.AsSpan(0, input.Width), mask);
                Span<byte> red = result.Row<byte>(0, row),
                    green = result.Row<byte>(1, row),
                    blue = result.Row<byte>(2, row);
                for (int i = 0; i < mask.Length; i++)
                {
                    if (mask[i] != 0 && !IsLine(heights[i]))
                    {
                        (red[i], green[i], blue[i], _) = colors[ColorOf(heights[i])];
                    }
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(heights);
        }
    }

    // The remainder has the sign of the increment. None of 0: there are no lines then.
    private bool IsLine(double height) => height - (Math.Floor(height / _increment) * _increment) < _thickness;

    private int ColorOf(double height)
    {
        // With the ends exchanged, everything is above the upper one.
        double held = Math.Min(Math.Max(height, _lowest), _highest);
        double color = ((held - _lowest) / (_highest - _lowest) * 254) + 1;
        return double.IsNaN(color) ? 0 : (int)color;
    }
}
