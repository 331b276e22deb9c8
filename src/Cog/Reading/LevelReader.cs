using Cog.Blocks;
using Cog.Resamplers;

namespace Cog.Reading;

/// <summary>
/// Pixels of the image and its overviews, wherever those are: in the file or in the .ovr file beside it. Overviews without a mask of their
/// own have the image's.
/// </summary>
/// <param name="header">The file, with the overviews of the .ovr file.</param>
/// <param name="windows">Reads the file.</param>
/// <param name="external">Reads the .ovr file; null when there is none.</param>
/// <param name="options">Limits.</param>
internal sealed class LevelReader(CogHeader header, WindowReader windows, WindowReader? external, CogReaderOptions options)
{
    /// <summary>The file.</summary>
    public CogHeader Header => header;

    /// <summary>Reads a window of a level, not resampled.</summary>
    /// <param name="request">What is read of each pixel.</param>
    /// <param name="window">Which pixels; may reach outside.</param>
    /// <param name="budget">Of the request that this read is a part of; null when it is all of it.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadAsync(
        PixelRequest request,
        PixelWindow window,
        RequestBudget? budget,
        CancellationToken cancellationToken
    )
    {
        if (!request.NeedsFullMask)
        {
            return await ReaderOf(request.Level).ReadAsync(request, window, budget, cancellationToken).ConfigureAwait(false);
        }

        // Planned before anything is read: a mask that is refused leaves no raster behind.
        int[] columns = [.. Enumerable.Range(0, window.Width).Select(i => Inside(window.X + i, request.Level.Width))];
        int[] rows = [.. Enumerable.Range(0, window.Height).Select(i => Inside(window.Y + i, request.Level.Height))];
        PixelPicks masked = OnFullImage(PixelPicks.OfAxes(columns, rows, options.Limits), request.Level);
        Raster raster = await ReaderOf(request.Level).ReadAsync(request, window, budget, cancellationToken).ConfigureAwait(false);
        return await WithFullMaskAsync(raster, masked, cancellationToken).ConfigureAwait(false);

        static int Inside(int position, int length) => position < length ? position : PixelPicks.None;
    }

    /// <inheritdoc cref="WindowReader.FetchStoredAsync"/>
    public Task<StoredBlock> FetchStoredAsync(
        ImageLevel level,
        (int X, int Y) position,
        bool asksMask,
        CancellationToken cancellationToken
    ) => ReaderOf(level).FetchStoredAsync(level, position, asksMask, cancellationToken);

    /// <summary>Reads single pixels of a level: nearest neighbour, in the memory of the picture that they make.</summary>
    /// <param name="request">What is read of each pixel.</param>
    /// <param name="picks">Which pixels.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadPickedAsync(PixelRequest request, PixelPicks picks, CancellationToken cancellationToken)
    {
        PixelPicks? masked = request.NeedsFullMask ? OnFullImage(picks, request.Level) : null;
        Raster raster = await ReaderOf(request.Level).ReadPickedAsync(request, picks, cancellationToken).ConfigureAwait(false);
        return masked is null ? raster : await WithFullMaskAsync(raster, masked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Gives a raster the mask of the full image: that of overviews without one, as in GDAL, whose dataset mask is read by decimation.
    /// </summary>
    /// <param name="raster">Disposed when that fails.</param>
    /// <param name="picks">The pixel of the full image under each of the raster's.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> WithFullMaskAsync(Raster raster, PixelPicks picks, CancellationToken cancellationToken)
    {
        try
        {
            await windows.ReadMaskAsync(header.Levels[0].Mask!, picks, raster, cancellationToken).ConfigureAwait(false);
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    private WindowReader ReaderOf(ImageLevel level) => external is not null && external.Has(level) ? external : windows;

    private PixelPicks OnFullImage(PixelPicks picks, ImageLevel level) =>
        picks.On(new(level.Width, level.Height), new(header.Image.Width, header.Image.Height), options.Limits);
}
