namespace Cog;

/// <summary>Options of one read: bands, nodata, resampling.</summary>
public sealed record ReadOptions
{
    /// <summary>The defaults: all bands, the file's nodata, nearest neighbour.</summary>
    public static ReadOptions Default { get; } = new();

    /// <summary>Samples wanted, from 0, in this order; null for all. An alpha sample counts as one.</summary>
    public IReadOnlyList<int>? Bands { get; init; }

    /// <summary>A value that means "no data", in place of what the file says; null for the file's own.</summary>
    public NoDataValue? NoData { get; init; }

    /// <summary>
    /// How pixels of the file become pixels of the result, mask-aware. Reads know <see cref="Resampling.Nearest"/> to
    /// <see cref="Resampling.Rms"/>; of blocks and windows, none is made.
    /// </summary>
    public Resampling Resampling { get; init; } = Resampling.Nearest;

    /// <summary>
    /// For <see cref="CogReader.ReadBlockAsync"/>: true, aiocogeo's <c>get_tile</c>, gives a block at the edge its whole size, what lies
    /// outside the image masked and filled with <see cref="CogReaderOptions.BoundlessReadFillValue"/>, and a block outside the image is all
    /// fill where <see cref="CogReaderOptions.BoundlessRead"/> is on, an error where it is off. False clips it to the image: outside there
    /// is none.
    /// </summary>
    public bool WholeBlocks { get; init; }
}
