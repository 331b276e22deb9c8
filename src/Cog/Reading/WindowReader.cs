using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;
using Cog.Resamplers;

namespace Cog.Reading;

/// <summary>From a window of one level to a raster: which blocks, which samples of them, what is valid.</summary>
/// <param name="source">The file.</param>
/// <param name="header">Its header.</param>
/// <param name="indexes">Its block indexes.</param>
/// <param name="options">Limits, codecs, pool, and what lies outside an image.</param>
/// <param name="log">Told of each block; null when nobody asks.</param>
internal sealed class WindowReader(IRangeSource source, CogHeader header, BlockIndexes indexes, CogReaderOptions options, ReadLog? log)
{
    private readonly BlockFetcher _fetcher = new(source, header, indexes, options, log);

    /// <summary>True when a level's pixels are in this file.</summary>
    public bool Has(ImageLevel level) => header.Ifds.Contains(level.Image);

    /// <summary>Reads pixels, not resampled. The mask's blocks come in the same pass as the image's.</summary>
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
        ImageLevel level = request.Level;
        PixelWindow? inside = window.Intersect(new(0, 0, level.Width, level.Height));
        if (!options.BoundlessRead && inside != window)
        {
            throw new WindowOutsideImageException(
                $"The window at ({window.X}, {window.Y}) of {window.Width} × {window.Height} pixels reaches outside the image of "
                    + $"{level.Width} × {level.Height}, and {nameof(CogReaderOptions.BoundlessRead)} is off."
            );
        }

        var size = new RasterSize(window.Width, window.Height);
        WindowBlocks? blocks = inside is { } part ? new(level.Image, window, part, request.Validity.SparseFill, options) : null;
        if (blocks is not null)
        {
            await ThrowIfTooShortAsync(blocks, request, size, cancellationToken).ConfigureAwait(false);
        }

        return await FillAsync(request.Rent(size, options), async raster =>
            {
                if (blocks is not null)
                {
                    await ReadSamplesAsync(blocks, request, raster, budget, cancellationToken).ConfigureAwait(false);
                }

                if (inside != window)
                {
                    FillOutside(raster, window, inside);
                }
            })
            .ConfigureAwait(false);
    }

    /// <summary>Reads single pixels of a level, with the mask's under them.</summary>
    /// <param name="request">What is read of each pixel.</param>
    /// <param name="picks">Which pixels; where there is none, the raster is masked and 0.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadPickedAsync(PixelRequest request, PixelPicks picks, CancellationToken cancellationToken)
    {
        var blocks = new PickedBlocks(request.Level.Image, picks, request.Validity.SparseFill, options);
        await ThrowIfTooShortAsync(blocks, request, picks.Size, cancellationToken).ConfigureAwait(false);
        return await FillAsync(request.Rent(picks.Size, options), async raster =>
            {
                await ReadSamplesAsync(blocks, request, raster, null, cancellationToken).ConfigureAwait(false);
                ClearUnpicked(raster, picks);
            })
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Fills a raster's mask with single pixels of a transparency mask, which may be of another resolution than its samples.
    /// </summary>
    public Task ReadMaskAsync(Ifd mask, PixelPicks picks, Raster raster, CancellationToken cancellationToken)
    {
        raster.Mask.Clear();
        var blocks = new PickedBlocks(mask, picks, null, options);
        blocks.AddMask(mask, raster);
        return FetchAsync(blocks, null, cancellationToken);
    }

    /// <summary>Reads part of a transparency mask as a raster of its own: one band of 0 and 255, all valid.</summary>
    /// <exception cref="UnsupportedTiffException">Its samples are wider than a byte; no level has such a mask.</exception>
    public Task<Raster> ReadMaskAsync(Ifd mask, PixelWindow window, CancellationToken cancellationToken)
    {
        if (mask.SampleType != SampleType.UInt8)
        {
            throw new UnsupportedTiffException(
                $"The mask in directory {mask.Index} has samples of type {mask.SampleType}; expected 1 to 8 bits without a sign."
            );
        }

        return FillAsync(Raster.Rent(SampleType.UInt8, 1, new(window.Width, window.Height), options), async raster =>
        {
            var blocks = new WindowBlocks(mask, window, window, null, options);
            blocks.AddMask(mask, raster);
            await FetchAsync(blocks, null, cancellationToken).ConfigureAwait(false);
            raster.Mask.CopyTo(raster.Samples);
            raster.Mask.Fill(255);
        });
    }

    /// <summary>Fetches one block, to be decoded by the caller.</summary>
    /// <param name="ifd">An image or a mask.</param>
    /// <param name="position">Block column, block row and plane, which it has.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<CompressedBlock> FetchBlockAsync(Ifd ifd, (int X, int Y, int Plane) position, CancellationToken cancellationToken)
    {
        BlockLayout layout = ifd.LayoutOf(position.Y);
        var address = new BlockAddress(ifd, ifd.BlockNumber(position.X, position.Y, position.Plane), layout.ByteCount);
        ReadOnlyMemory<byte> bytes = default;
        await _fetcher.FetchAsync([address], (_, stored, _) => bytes = stored, null, cancellationToken).ConfigureAwait(false);
        return new(ifd, position, bytes, stored => BlockDecoder.Decode(header, ifd, position, stored, options));
    }

    /// <summary>Fetches one block of a level, to be handed on as it is, and with it what its mask says of it.</summary>
    /// <param name="level">The level.</param>
    /// <param name="position">Block column and block row, which it has.</param>
    /// <param name="asksMask">Whether the mask, if the level has one, is read, too.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<StoredBlock> FetchStoredAsync(
        ImageLevel level,
        (int X, int Y) position,
        bool asksMask,
        CancellationToken cancellationToken
    )
    {
        Ifd image = level.Image;
        PixelWindow window = BlockGrid.Of(image).Cell(position.X, position.Y).Window;
        using Raster raster = Raster.Rent(SampleType.UInt8, 1, new(window.Width, window.Height), options);
        var masks = new WindowBlocks(image, window, window, null, options);
        if (asksMask && level.Mask is { } mask)
        {
            masks.AddMask(mask, raster);
        }

        masks.Plan();
        long number = image.BlockNumber(position.X, position.Y, 0);
        BlockAddress[] addresses = [new(image, number, DecodedBlock.BytesOf(image, position.Y)), .. masks.Addresses];
        ReadOnlyMemory<byte> bytes = default;
        await _fetcher.FetchAsync(addresses, Take, null, cancellationToken).ConfigureAwait(false);
        return new(bytes, masks.Addresses.Count > 0 && raster.Mask.ContainsAnyExcept((byte)255));

        void Take(int i, ReadOnlyMemory<byte> stored, CancellationToken token)
        {
            if (i == 0)
            {
                bytes = stored;
            }
            else
            {
                masks.Decode(i - 1, stored, token);
            }
        }
    }

    // What is stored is held against what is asked before a large raster is taken for it.
    private async Task ThrowIfTooShortAsync(
        IBlockReading blocks,
        PixelRequest request,
        RasterSize size,
        CancellationToken cancellationToken
    )
    {
        long bytes = (long)size.Width * size.Height * request.Samples.Count * request.Level.Image.SampleType.ByteSize();
        if (bytes > BlockMemory.SmallBytes && bytes <= options.Limits.MaxRasterBytes)
        {
            await _fetcher.ThrowIfTooShortAsync(blocks.AddressesOf(request.Samples), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadSamplesAsync(
        IBlockReading blocks,
        PixelRequest request,
        Raster raster,
        RequestBudget? budget,
        CancellationToken cancellationToken
    )
    {
        PixelValidity validity = request.Validity;
        var size = new RasterSize(raster.Width, raster.Height);
        using Raster? alpha =
            validity.Kind == ValidityKind.Alpha ? (request with { Samples = [validity.AlphaBand] }).Rent(size, options) : null;
        List<(int Sample, Raster Raster, int Band)> wanted = [.. request.Samples.Select((sample, i) => (sample, raster, i))];
        if (alpha is not null)
        {
            wanted.Add((validity.AlphaBand, alpha, 0));
        }

        using PlanarColors? colors = PlanarColors.Of(request.Level.Image, size, options);
        if (colors is null)
        {
            wanted.ForEach(w => blocks.AddSample(w.Sample, w.Raster, w.Band));
        }
        else
        {
            colors.AddTo(blocks);
        }

        if (validity.Kind == ValidityKind.Mask && request.Level.Mask is { } mask)
        {
            blocks.AddMask(mask, raster);
        }

        await FetchAsync(blocks, budget, cancellationToken).ConfigureAwait(false);
        colors?.Convert(wanted);
        validity.Apply(raster, alpha);
    }

    private Task FetchAsync(IBlockReading blocks, RequestBudget? budget, CancellationToken cancellationToken)
    {
        blocks.Plan();
        return _fetcher.FetchAsync(blocks.Addresses, blocks.Decode, budget, cancellationToken);
    }

    private static async Task<Raster> FillAsync(Raster raster, Func<Raster, Task> fillAsync)
    {
        try
        {
            await fillAsync(raster).ConfigureAwait(false);
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    private static void ClearUnpicked(Raster raster, PixelPicks picks)
    {
        Span<byte> mask = raster.Mask;
        for (int pixel = 0; pixel < mask.Length; pixel++)
        {
            if (picks.Column(pixel) == PixelPicks.None)
            {
                mask[pixel] = 0;
            }
        }
    }

    private void FillOutside(Raster raster, PixelWindow window, PixelWindow? inside)
    {
        byte[] fill = SampleBytes.Of(options.BoundlessReadFillValue, raster.SampleType);
        int size = fill.Length;
        for (int y = 0; y < raster.Height; y++)
        {
            long row = (long)window.Y + y;
            bool isInside = inside is { } part && row >= part.Y && row < part.Bottom;
            int left = isInside ? inside!.Value.X - window.X : raster.Width;
            int right = isInside ? left + inside!.Value.Width : raster.Width;
            raster.MaskRow(y)[..left].Clear();
            raster.MaskRow(y)[right..].Clear();
            for (int band = 0; band < raster.Bands; band++)
            {
                Span<byte> samples = raster.RowBytes(band, y);
                SampleBytes.Fill(samples[..(left * size)], fill);
                SampleBytes.Fill(samples[(right * size)..], fill);
            }
        }
    }
}
