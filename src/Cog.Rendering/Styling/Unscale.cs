namespace Cog.Rendering.Styling;

/// <summary><c>unscale</c>: samples become the numbers they stand for, by the file's scale and offset of each band.</summary>
/// <remarks>
/// As rio-tiler computes it: product and sum in 64 bits, each rounded to a 32-bit float. A sample that is nodata in its band becomes NaN.
/// </remarks>
/// <param name="scales">One for each band of the raster.</param>
/// <param name="offsets">One for each band of the raster.</param>
internal sealed class Unscale(IReadOnlyList<double> scales, IReadOnlyList<double> offsets) : IRasterStep
{
    /// <summary>The step for some samples of a file.</summary>
    public static Unscale Of(CogHeader header, IReadOnlyList<int> samples) =>
        new([.. samples.Select(header.Metadata.Scale)], [.. samples.Select(header.Metadata.Offset)]);

    /// <inheritdoc/>
    public BandShape ShapeOf(BandShape before) => before with { Type = SampleType.Float32 };

    /// <inheritdoc/>
    public BandColors ColorsOf(BandColors before) =>
        new(
            Palette: null,
            before.Statistics is { } ranges ? [.. ranges.Select((range, band) => Unscaled(range, band))] : null,
            before.AlphaPosition
        )
        {
            Interpretation = before.Interpretation,
        };

    /// <inheritdoc/>
    public Raster Apply(Raster raster, StepContext context, CancellationToken cancellationToken)
    {
        if (raster.SampleType.IsComplex())
        {
            throw new FormatException($"unscale is true: the samples are {raster.SampleType.NumPyName()}, expected real numbers.");
        }

        Raster unscaled = Raster.Rent(SampleType.Float32, raster.Bands, new(raster.Width, raster.Height), context.Options);
        raster.Mask.CopyTo(unscaled.Mask);
        for (int band = 0; band < raster.Bands; band++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> values = unscaled.Band<float>(band);
            SampleConversion.Convert(raster.SampleType, raster.BandBytes(band), values);
            Apply(values, scales[band], offsets[band]);
            context.NoData?.Erase(raster, band, values);
        }

        return unscaled;
    }

    private static void Apply(Span<float> values, double scale, double offset)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((float)(values[i] * scale) + offset);
        }
    }

    // A negative scale turns a range round.
    private Rescale Unscaled(Rescale range, int band)
    {
        double one = (range.Minimum * scales[band]) + offsets[band],
            other = (range.Maximum * scales[band]) + offsets[band];
        return new(Math.Min(one, other), Math.Max(one, other));
    }
}
