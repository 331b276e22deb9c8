using Cog.Rendering.Encoding.Stored;

namespace Cog.Api.Datasets;

/// <summary>What pictures and numbers are made of, open for one request: one file, the assets of an item, the files of a mosaic.</summary>
internal interface IDataset
{
    /// <summary>
    /// The file itself; of several, the one whose CRS and resolution pictures have that nobody asked others for. Its log, limits and
    /// settings are the request's.
    /// </summary>
    CogFile Lead { get; }

    /// <summary>Whether there is no other file: then it has blocks and a grid of its own.</summary>
    bool IsOneFile { get; }

    /// <summary>The type of the samples that are read.</summary>
    SampleType SampleType { get; }

    /// <summary>How many rasters of a picture's size are in memory at once while it is read.</summary>
    int RastersAtOnce => 1;

    /// <summary>The bands of a picture.</summary>
    /// <exception cref="FormatException">There is no such band; or an <see cref="Rendering.Expressions.ExpressionException"/>.</exception>
    BandPlan BandsOf(RenderParameters parameters);

    /// <summary>What the files say of the picture's bands.</summary>
    BandColors ColorsOf(BandPlan bands);

    /// <summary>Plans a tile; reads nothing.</summary>
    /// <param name="area">Where it is.</param>
    /// <param name="size">Its columns and rows, without what is read around it.</param>
    /// <param name="parameters">How it is read.</param>
    /// <param name="bands">Of it.</param>
    /// <returns>Null when the tile misses every file.</returns>
    PlannedRead? Plan(MapArea area, RasterSize size, RenderParameters parameters, BandPlan bands);

    /// <summary>Reads a box.</summary>
    /// <param name="area">Where it is.</param>
    /// <param name="size">Columns and rows of the picture.</param>
    /// <param name="parameters">How it is read.</param>
    /// <param name="bands">Which samples are read for it.</param>
    /// <returns>Null when the box misses every file.</returns>
    Task<DatasetSamples?> ReadAsync(PictureArea area, RasterSize size, RenderParameters parameters, BandPlan bands);

    /// <summary>Reads one pixel.</summary>
    /// <param name="point">Where it is.</param>
    /// <param name="crs">What its numbers are; null for the CRS of <see cref="Lead"/>.</param>
    /// <param name="parameters">How it is read.</param>
    /// <param name="bands">Which samples are read for it.</param>
    /// <returns>Null when it lies beside every file.</returns>
    Task<DatasetSamples?> ReadPointAsync((double X, double Y) point, Crs? crs, RenderParameters parameters, BandPlan bands);

    /// <summary>Counts the range of each of the picture's bands over the whole dataset, where nothing says it.</summary>
    Task<IReadOnlyList<Rescale>> RangesOfAsync(RenderParameters parameters, BandPlan bands);
}

/// <summary>The memory that a dataset's pictures take.</summary>
internal static class DatasetRoom
{
    /// <summary>Waits until the making of a picture has room beside others.</summary>
    /// <param name="data">Of what.</param>
    /// <param name="size">Its columns and rows.</param>
    /// <param name="bands">Its bands.</param>
    /// <returns>To be disposed of when the picture is done.</returns>
    public static Task<IDisposable> EnterAsync(this IDataset data, RasterSize size, BandPlan bands) =>
        data.Lead.EnterAsync(size, (int)Math.Min(int.MaxValue, (long)bands.BytesPerPixel(data.SampleType) * data.RastersAtOnce));
}

/// <summary>A tile to be read.</summary>
/// <param name="Size">Columns and rows of what is read, all around it included.</param>
/// <param name="Bounds">The box of that.</param>
/// <param name="Crs">What the box is in.</param>
/// <param name="ReadAsync">Reads it.</param>
internal sealed record PlannedRead(RasterSize Size, BoundingBox Bounds, Crs Crs, Func<Task<DatasetSamples>> ReadAsync)
{
    /// <summary>The block of the one file that has these pixels, all of them and no others; null when there is none.</summary>
    public StoredTile? Stored { get; init; }
}
