namespace Cog.Rendering.Styling;

/// <summary>A computation between what is read and what is coloured. Pure.</summary>
internal interface IRasterStep
{
    /// <summary>Pixels that the result lacks on each of the four sides: those without all of their neighbours.</summary>
    int Cut => 0;

    /// <summary>How many bands it looks at, the first ones; null for all.</summary>
    int? BandsUsed => null;

    /// <summary>What the bands that come out are called.</summary>
    /// <param name="before">What those that go in are called.</param>
    IReadOnlyList<BandLabel> LabelsOf(IReadOnlyList<BandLabel> before) => before;

    /// <summary>Fails unless it can be computed of so many bands.</summary>
    /// <exception cref="FormatException">It cannot; the message says what is expected.</exception>
    void RequireBands(int bands) { }

    /// <summary>What comes out.</summary>
    /// <param name="before">What goes in.</param>
    BandShape ShapeOf(BandShape before);

    /// <summary>What the file still says of the bands that come out.</summary>
    /// <param name="before">What it says of those that go in.</param>
    BandColors ColorsOf(BandColors before);

    /// <summary>Computes a raster from a raster.</summary>
    /// <param name="raster">Not disposed.</param>
    /// <param name="context">The file, and where the picture lies.</param>
    /// <param name="cancellationToken">Asked between rows.</param>
    /// <returns>A raster of its own that the caller disposes, or <paramref name="raster"/> where nothing is to be done.</returns>
    /// <exception cref="FormatException">It cannot be computed of such bands; the message says what is expected.</exception>
    /// <exception cref="LimitExceededException">It would take more memory than <see cref="CogLimits.MaxRasterBytes"/>.</exception>
    Raster Apply(Raster raster, StepContext context, CancellationToken cancellationToken);
}

/// <summary>How many bands a raster has, and of what type.</summary>
internal readonly record struct BandShape(int Bands, SampleType Type)
{
    public int BytesPerPixel => Bands * Type.ByteSize();
}

/// <summary>What a step may know besides the raster.</summary>
/// <param name="Bounds">The box of the raster in the CRS of the picture.</param>
/// <param name="NoData">Nodata of each band by itself; null where the raster's mask says all.</param>
/// <param name="Options">Limits and memory.</param>
internal sealed record StepContext(BoundingBox Bounds, BandNoData? NoData, CogReaderOptions Options);
