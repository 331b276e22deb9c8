using Cog.Rendering.Expressions;

namespace Cog.Rendering.Styling;

/// <summary><c>expression</c>: bands that are computed of the samples, pixel by pixel.</summary>
/// <remarks>
/// A pixel is masked as soon as one of the bands that are named has no value, as in rio-tiler; a result that is not finite is not masked
/// for that.
/// </remarks>
/// <param name="expressions">What is computed.</param>
/// <param name="program">The same for the type of the samples.</param>
/// <param name="masksNaN">NaN is a sample that had no value (<see cref="Unscale"/>).</param>
internal sealed class ExpressionStep(BandExpressions expressions, ExpressionProgram program, bool masksNaN) : IRasterStep
{
    // Statistics of so many bands have 2 to that power of combinations.
    private const int MaxCombined = 8;

    private const int MostNamed = 16;

    /// <summary>The bands of a picture.</summary>
    /// <param name="header">The file.</param>
    /// <param name="expressions">What is computed of its bands.</param>
    /// <param name="unscale">Of what its samples stand for.</param>
    /// <exception cref="ExpressionException">The file lacks a band, or the expressions cannot be computed of such samples.</exception>
    public static BandPlan PlanOf(CogHeader header, BandExpressions expressions, bool unscale)
    {
        BandPlan plan = PlanOf(
            header.Image.SamplesPerPixel,
            sample => BandLabel.Of(header, sample),
            unscale ? SampleType.Float32 : header.Image.SampleType,
            expressions,
            masksNaN: unscale
        );
        return unscale ? plan with { Steps = [Unscale.Of(header, expressions.Samples), .. plan.Steps] } : plan;
    }

    /// <summary>The bands of a picture, of bands that come from several files.</summary>
    /// <param name="bands">What they are called.</param>
    /// <param name="type">The type of all of them.</param>
    /// <param name="expressions">What is computed of them.</param>
    /// <exception cref="ExpressionException">There is no such band, or the expressions cannot be computed of such samples.</exception>
    public static BandPlan PlanOf(IReadOnlyList<BandLabel> bands, SampleType type, BandExpressions expressions) =>
        PlanOf(bands.Count, sample => bands[sample], type, expressions, masksNaN: false);

    private static BandPlan PlanOf(int count, Func<int, BandLabel> labelOf, SampleType type, BandExpressions expressions, bool masksNaN)
    {
        if (expressions.Samples[^1] is var last && last >= count)
        {
            IEnumerable<string> bands = Enumerable.Range(0, Math.Min(count, MostNamed)).Select(band => Named(labelOf(band)));
            throw ExpressionException.Of(
                expressions.Text,
                $"there is no {BandLabel.NameOf(last)}, the file has {string.Join(", ", bands)}"
                    + (count > MostNamed ? $" to {BandLabel.NameOf(count - 1)}" : "")
            );
        }

        var step = new ExpressionStep(expressions, expressions.Compile(type), masksNaN);
        IEnumerable<string> texts = expressions.Describe(sample => labelOf(sample).Description);
        return new(expressions.Samples, [.. texts.Select((text, band) => new BandLabel(BandLabel.NameOf(band), text))]) { Steps = [step] };
    }

    /// <inheritdoc/>
    public BandShape ShapeOf(BandShape before) => new(program.Outputs, program.OutputType);

    /// <inheritdoc/>
    public BandColors ColorsOf(BandColors before) =>
        new(Statistics: before.Statistics is { } ranges ? RangesOf(ranges) : null) { ScalesByValues = true };

    /// <inheritdoc/>
    public Raster Apply(Raster raster, StepContext context, CancellationToken cancellationToken)
    {
        Raster result = program.Evaluate(raster, context.Options, cancellationToken);
        for (int band = 0; band < raster.Bands; band++)
        {
            context.NoData?.Exclude(raster, band, 0, result.Mask);
            if (masksNaN)
            {
                ExcludeNaN(raster.Band<float>(band), result.Mask);
            }
        }

        return result;
    }

    private static void ExcludeNaN(ReadOnlySpan<float> samples, Span<byte> mask)
    {
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = float.IsNaN(samples[i]) ? (byte)0 : mask[i];
        }
    }

    private static string Named(BandLabel label) => label.Name == label.Description ? label.Name : $"{label.Name} ({label.Description})";

    // What the expressions make of the least and the largest values of all bands, in every combination: rio-tiler's ranges. Null where
    // that is not a range, like a quotient by 0.
    private Rescale[]? RangesOf(IReadOnlyList<Rescale> ranges)
    {
        if (ranges.Count > MaxCombined)
        {
            return null;
        }

        int combinations = 1 << ranges.Count;
        using Raster corners = Raster.Rent(SampleType.Float64, ranges.Count, new(combinations, 1), CogReaderOptions.Default);
        for (int band = 0; band < ranges.Count; band++)
        {
            Span<double> values = corners.Band<double>(band);
            for (int i = 0; i < combinations; i++)
            {
                values[i] = (i >> band & 1) == 0 ? ranges[band].Minimum : ranges[band].Maximum;
            }
        }

        try
        {
            using Raster results = expressions.Compile(SampleType.Float64).Evaluate(corners, new(), CancellationToken.None);
            var computed = new Rescale[results.Bands];
            for (int band = 0; band < results.Bands; band++)
            {
                double[] values = results.ToArray<double>(band);
                computed[band] = new(values.Min(), values.Max());
            }

            return computed.All(range => range.Minimum < range.Maximum && range is { Minimum: > float.MinValue, Maximum: < float.MaxValue })
                ? computed
                : null;
        }
        catch (ExpressionException)
        {
            return null; // Bits of whole numbers.
        }
    }
}
