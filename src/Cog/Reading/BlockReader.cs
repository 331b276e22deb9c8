using Cog.Blocks;
using Cog.Rasters;

namespace Cog.Reading;

/// <summary>Single blocks of any directory, as the file stores them.</summary>
/// <param name="windows">Reads the file.</param>
/// <param name="levels">Reads the image and its overviews.</param>
/// <param name="options">Limits, pool, and what lies outside an image.</param>
internal sealed class BlockReader(WindowReader windows, LevelReader levels, CogReaderOptions options)
{
    /// <summary>Reads one block.</summary>
    /// <param name="ifd">Its directory: an image, a mask, or a page of its own.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    /// <param name="request">Bands, nodata, and whether a block at the edge is clipped.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null for a block outside the image, where blocks are clipped.</returns>
    /// <exception cref="WindowOutsideImageException">The block is outside the image, whole blocks are wanted, and
    /// <see cref="CogReaderOptions.BoundlessRead"/> is off.</exception>
    public async Task<Raster?> ReadAsync(Ifd ifd, int x, int y, ReadOptions request, CancellationToken cancellationToken)
    {
        bool isInside = Has(ifd, x, y);
        if (!isInside && request.WholeBlocks && !options.BoundlessRead)
        {
            throw new WindowOutsideImageException(
                $"Directory {ifd.Index} has {ifd.BlocksAcross} × {ifd.BlocksDown} blocks, none at ({x}, {y}), and "
                    + $"{nameof(CogReaderOptions.BoundlessRead)} is off."
            );
        }

        Raster? inside = isInside ? await ReadInsideAsync(ifd, x, y, request, cancellationToken).ConfigureAwait(false) : null;
        if (!request.WholeBlocks || (inside is not null && inside.Width == ifd.BlockWidth && inside.Height == ifd.BlockHeight))
        {
            return inside;
        }

        using (inside)
        {
            int bands = inside?.Bands ?? (ifd.IsMask ? 1 : PixelRequest.SamplesOf(LevelOf(ifd), request.Bands).Count);
            return Padded(inside, ifd, bands);
        }
    }

    /// <summary>Fetches one block without decoding it.</summary>
    /// <param name="ifd">Its directory.</param>
    /// <param name="position">Block column, block row and plane.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Null when there is no such block.</returns>
    public async Task<CompressedBlock?> FetchAsync(Ifd ifd, (int X, int Y, int Plane) position, CancellationToken cancellationToken) =>
        Has(ifd, position.X, position.Y) && position.Plane >= 0 && position.Plane < ifd.PlaneCount
            ? await windows.FetchBlockAsync(ifd, position, cancellationToken).ConfigureAwait(false)
            : null;

    private Task<Raster> ReadInsideAsync(Ifd ifd, int x, int y, ReadOptions request, CancellationToken cancellationToken)
    {
        PixelWindow window = BlockGrid.Of(ifd).Cell(x, y).Window;
        return ifd.IsMask
            ? windows.ReadMaskAsync(ifd, window, cancellationToken)
            : levels.ReadAsync(
                PixelRequest.Of(levels.Header, LevelOf(ifd), request.Bands, request.NoData),
                window,
                null,
                cancellationToken
            );
    }

    private Raster Padded(Raster? inside, Ifd ifd, int bands)
    {
        SampleType type = ifd.IsMask ? SampleType.UInt8 : ifd.SampleType;
        Raster whole = Raster.Rent(type, bands, new(ifd.BlockWidth, ifd.BlockHeight), options);
        SampleBytes.Fill(whole.Samples, SampleBytes.Of(options.BoundlessReadFillValue, type));
        for (int row = 0; inside is not null && row < inside.Height; row++)
        {
            inside.MaskRow(row).CopyTo(whole.MaskRow(row));
            for (int band = 0; band < bands; band++)
            {
                inside.RowBytes(band, row).CopyTo(whole.RowBytes(band, row));
            }
        }

        return whole;
    }

    // A page of its own, neither image nor overview, has no mask.
    private ImageLevel LevelOf(Ifd ifd) => levels.Header.Levels.FirstOrDefault(l => l.Image == ifd) ?? new(0, ifd, null);

    private static bool Has(Ifd ifd, int x, int y) => x >= 0 && y >= 0 && x < ifd.BlocksAcross && y < ifd.BlocksDown;
}
