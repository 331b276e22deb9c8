namespace Cog.Rendering.Algorithms;

/// <summary>A computation that TiTiler knows by name: bands of a picture become others. Pure.</summary>
/// <remarks>What it makes of masked pixels is 0, and the mask says so; partly transparent pixels keep their opacity.</remarks>
internal abstract class Algorithm(string id) : IRasterStep
{
    /// <summary>Its name.</summary>
    protected string Id => id;

    /// <inheritdoc/>
    public virtual int Cut => 0;

    /// <inheritdoc/>
    public virtual int? BandsUsed => null;

    /// <inheritdoc/>
    public abstract BandShape ShapeOf(BandShape before);

    /// <inheritdoc/>
    public abstract IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before);

    /// <inheritdoc/>
    public virtual BandColors ColorsOf(BandColors before) => BandColors.None;

    /// <inheritdoc/>
    public virtual void RequireBands(int bands)
    {
        if (bands < (BandsUsed ?? 1))
        {
            throw new FormatException($"algorithm is {id}: it takes {BandsUsed ?? 1} bands, these are {bands}; choose them with bidx.");
        }
    }

    /// <inheritdoc/>
    public Raster Apply(Raster raster, StepContext context, CancellationToken cancellationToken)
    {
        RequireBands(raster.Bands);
        if (raster.SampleType.IsComplex())
        {
            throw new FormatException($"algorithm is {id}: it takes real numbers, the samples are {raster.SampleType.NumPyName()}.");
        }

        int width = raster.Width - (2 * Cut),
            height = raster.Height - (2 * Cut);
        if (width < 1 || height < 1)
        {
            throw new FormatException(
                $"algorithm is {id}: a buffer of {Cut} pixels is cut from each side, and the picture has {raster.Width} × {raster.Height}."
            );
        }

        BandShape shape = ShapeOf(new(raster.Bands, raster.SampleType));
        Raster result = Raster.Rent(shape.Type, shape.Bands, new(width, height), context.Options);
        try
        {
            Compute(new(raster, context.NoData), result, context, cancellationToken);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Computes the result from the samples.</summary>
    /// <param name="input">What goes in.</param>
    /// <param name="result">Of the shape that <see cref="ShapeOf"/> says, less <see cref="Cut"/>; all 0 and masked.</param>
    /// <param name="context">Where the picture lies.</param>
    /// <param name="cancellationToken">Asked between rows.</param>
    protected abstract void Compute(AlgorithmInput input, Raster result, StepContext context, CancellationToken cancellationToken);

    /// <summary>Labels of computed bands: <c>b1</c>, <c>b2</c> …, and what they are.</summary>
    protected static IReadOnlyList<BandLabel> Labels(params ReadOnlySpan<string> descriptions)
    {
        var labels = new BandLabel[descriptions.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = new(BandLabel.NameOf(i), descriptions[i]);
        }

        return labels;
    }
}
