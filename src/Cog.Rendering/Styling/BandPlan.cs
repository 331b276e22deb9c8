namespace Cog.Rendering.Styling;

/// <summary>The bands of a picture: which samples of the file are read for them, and what is computed from those.</summary>
/// <param name="Samples">The samples to read, from 0, in order.</param>
/// <param name="Labels">What each band of the picture is called.</param>
internal sealed record BandPlan(IReadOnlyList<int> Samples, IReadOnlyList<BandLabel> Labels)
{
    /// <summary>What is computed, one step after the other; empty when the samples are shown as they are.</summary>
    public IReadOnlyList<IRasterStep> Steps { get; init; } = [];

    /// <summary>True when the bands of the picture are not the file's own samples.</summary>
    public bool IsComputed => Steps.Count > 0;

    /// <summary>Pixels that the picture lacks on each side of what is read.</summary>
    public int Cut => Steps.Sum(step => step.Cut);

    /// <summary>The plan with a step more.</summary>
    /// <exception cref="FormatException">It cannot be computed of so many bands.</exception>
    public BandPlan Then(IRasterStep step)
    {
        step.RequireBands(Labels.Count);
        return this with { Steps = [.. Steps, step], Labels = step.LabelsOf(Labels) };
    }

    /// <summary>The box of the picture: of what is read, less <see cref="Cut"/>.</summary>
    /// <param name="bounds">The box of what is read.</param>
    /// <param name="size">Its columns and rows.</param>
    public BoundingBox BoundsOf(BoundingBox bounds, RasterSize size)
    {
        double x = Cut * bounds.Width / size.Width,
            y = Cut * bounds.Height / size.Height;
        return Cut == 0 ? bounds : new(bounds.MinX + x, bounds.MinY + y, bounds.MaxX - x, bounds.MaxY - y);
    }

    /// <summary>The columns and rows of the picture: of what is read, less <see cref="Cut"/>.</summary>
    public RasterSize SizeOf(RasterSize size) => new(size.Width - (2 * Cut), size.Height - (2 * Cut));

    /// <summary>Bytes that a pixel takes at most at a time: what a step is given, and what it makes of it.</summary>
    /// <param name="stored">The type of the file's samples.</param>
    public int BytesPerPixel(SampleType stored)
    {
        var shape = new BandShape(Samples.Count, stored);
        int most = shape.BytesPerPixel;
        foreach (IRasterStep step in Steps)
        {
            BandShape next = step.ShapeOf(shape);
            most = Math.Max(most, shape.BytesPerPixel + next.BytesPerPixel);
            shape = next;
        }

        return most;
    }

    /// <summary>The type of the picture's bands.</summary>
    /// <param name="stored">The type of the file's samples.</param>
    public SampleType TypeOf(SampleType stored) =>
        Steps.Aggregate(new BandShape(Samples.Count, stored), (shape, step) => step.ShapeOf(shape)).Type;

    /// <summary>Computes the bands of the picture.</summary>
    /// <param name="samples">What was read; handed over: it is the result, or is disposed.</param>
    /// <param name="context">The file, and where the picture lies.</param>
    /// <param name="cancellationToken">Asked between rows.</param>
    public Raster Compute(Raster samples, StepContext context, CancellationToken cancellationToken)
    {
        Raster raster = samples;
        try
        {
            foreach (IRasterStep step in Steps)
            {
                Raster next = step.Apply(raster, context, cancellationToken);
                if (next != raster)
                {
                    raster.Dispose();
                    raster = next;
                    context = context with { NoData = null }; // No value means it any more: the mask knows.
                }
            }

            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>What the file says of the picture's bands: nothing of those that are no longer its own values.</summary>
    public BandColors ColorsOf(CogHeader header) => ColorsOf(BandColors.Of(header, Samples));

    /// <summary>What is known of the picture's bands.</summary>
    /// <param name="samples">What is known of the samples that are read for them.</param>
    public BandColors ColorsOf(BandColors samples) => Steps.Aggregate(samples, (colors, step) => step.ColorsOf(colors));
}

/// <summary>What a band of an answer is called.</summary>
/// <param name="Name"><c>b1</c> for sample 0.</param>
/// <param name="Description">The file's own words for it, else its name.</param>
internal readonly record struct BandLabel(string Name, string Description)
{
    /// <summary>The label of a sample, from 0.</summary>
    public static BandLabel Of(CogHeader header, int sample)
    {
        string name = NameOf(sample);
        return new(name, header.Metadata.Description(sample) is { Length: > 0 } text ? text : name);
    }

    /// <summary><c>b1</c> for band 0.</summary>
    public static string NameOf(int band) => $"b{band + 1}";
}
