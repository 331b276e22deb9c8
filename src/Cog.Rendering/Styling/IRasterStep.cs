using Cog.Rendering.Statistics;

namespace Cog.Rendering.Styling;

/// <summary>A computation between what is read and what is coloured. Pure.</summary>
internal interface IRasterStep
{
    /// <summary>What comes out.</summary>
    /// <param name="before">What goes in.</param>
    BandShape ShapeOf(BandShape before);

    /// <summary>What the file still says of the bands that come out.</summary>
    /// <param name="before">What it says of those that go in.</param>
    /// <param name="header">The file.</param>
    /// <param name="samples">The samples that were read, from 0.</param>
    BandColors ColorsOf(BandColors before, CogHeader header, IReadOnlyList<int> samples);

    /// <summary>Computes.</summary>
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
