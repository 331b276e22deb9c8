using Cog.Blocks;
using Cog.Rasters;
using Cog.Resamplers;
using Cog.Tiff;

namespace Cog.Reading;

/// <summary>From a window of one level to a raster: which blocks, which samples of them, what is valid.</summary>
internal sealed class WindowReader(CogHeader header, BlockIndexes indexes, CogReaderOptions options, ReadLog? log)
{
    private readonly BlockFetcher _fetcher = new(header, indexes, options, log);

    /// <summary>Reads pixels, not resampled. The mask's blocks come in the same pass as the image's.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="level">The image, and the mask when <paramref name="validity"/> wants it.</param>
    /// <param name="window">What part of it; may reach outside.</param>
    /// <param name="bands">Samples wanted.</param>
    /// <param name="validity">What makes a pixel valid.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <param name="budget">Of the request that this read is a part of; null when it is all of it.</param>
    public async Task<Raster> ReadAsync(
        IRangeSource source,
        ImageLevel level,
        PixelWindow window,
        IReadOnlyList<int> bands,
        PixelValidity validity,
        CancellationToken cancellationToken,
        RequestBudget? budget = null
    )
    {
        PixelWindow? inside = window.Intersect(new(0, 0, level.Width, level.Height));
        if (!options.BoundlessRead && inside != window)
        {
            throw new WindowOutsideImageException(
                $"The window at ({window.X}, {window.Y}) of {window.Width} × {window.Height} pixels reaches outside the image of "
                    + $"{level.Width} × {level.Height}, and {nameof(CogReaderOptions.BoundlessRead)} is off."
            );
        }

        Raster raster = Raster.Rent(level.Image.SampleType, bands.Count, window.Width, window.Height, options.Limits, options.Pool);
        try
        {
            using Raster? alpha =
                validity.Kind == ValidityKind.Alpha
                    ? Raster.Rent(level.Image.SampleType, 1, window.Width, window.Height, options.Limits, options.Pool)
                    : null;
            if (inside is { } part)
            {
                var reading = new WindowBlocks(level, window, part, raster, options) { SparseFill = validity.SparseFill };
                List<(int Sample, Raster Raster, int Band)> wanted = [.. bands.Select((sample, i) => (sample, raster, i))];
                if (alpha is not null)
                {
                    wanted.Add((validity.AlphaBand, alpha, 0));
                }

                if (validity.Kind == ValidityKind.Mask && level.Mask is { } mask)
                {
                    reading.AddMask(mask);
                }

                await ReadSamplesAsync(source, reading, level, new(window.Width, window.Height), wanted, budget, cancellationToken)
                    .ConfigureAwait(false);
                validity.Apply(raster, alpha);
            }

            if (inside != window)
            {
                FillOutside(raster, window, inside);
            }

            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>Reads single pixels of a level, with the mask's under them.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="level">The image, and the mask when <paramref name="validity"/> wants it.</param>
    /// <param name="picks">Which pixels; where there is none, the raster is masked and 0.</param>
    /// <param name="bands">Samples wanted.</param>
    /// <param name="validity">What makes a pixel valid.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<Raster> ReadPickedAsync(
        IRangeSource source,
        ImageLevel level,
        PixelPicks picks,
        IReadOnlyList<int> bands,
        PixelValidity validity,
        CancellationToken cancellationToken
    )
    {
        RasterSize size = picks.Size;
        Raster raster = Raster.Rent(level.Image.SampleType, bands.Count, size.Width, size.Height, options.Limits, options.Pool);
        try
        {
            using Raster? alpha =
                validity.Kind == ValidityKind.Alpha
                    ? Raster.Rent(level.Image.SampleType, 1, size.Width, size.Height, options.Limits, options.Pool)
                    : null;
            var reading = new PickedBlocks(level.Image, picks, options) { SparseFill = validity.SparseFill };
            List<(int Sample, Raster Raster, int Band)> wanted = [.. bands.Select((sample, i) => (sample, raster, i))];
            if (alpha is not null)
            {
                wanted.Add((validity.AlphaBand, alpha, 0));
            }

            if (validity.Kind == ValidityKind.Mask && level.Mask is { } mask)
            {
                reading.AddMask(mask, picks, raster);
            }

            await ReadSamplesAsync(source, reading, level, size, wanted, null, cancellationToken).ConfigureAwait(false);
            validity.Apply(raster, alpha);
            ClearUnpicked(raster, picks);
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Fills a raster's mask with single pixels of a transparency mask, which may be of another resolution than its samples.
    /// </summary>
    public async Task ReadMaskAsync(IRangeSource source, Ifd mask, PixelPicks picks, Raster raster, CancellationToken cancellationToken)
    {
        raster.Mask.Clear();
        var reading = new PickedBlocks(mask, picks, options);
        reading.AddMask(mask, picks, raster);
        reading.Plan();
        await _fetcher.FetchAsync(source, reading.Addresses, reading.Decode, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadSamplesAsync(
        IRangeSource source,
        IBlockReading reading,
        ImageLevel level,
        RasterSize size,
        List<(int Sample, Raster Raster, int Band)> wanted,
        RequestBudget? budget,
        CancellationToken cancellationToken
    )
    {
        using PlanarColors? colors = PlanarColors.Of(level.Image, size, options);
        if (colors is null)
        {
            wanted.ForEach(w => reading.AddSample(w.Sample, w.Raster, w.Band));
        }
        else
        {
            colors.AddTo(reading);
        }

        reading.Plan();
        await _fetcher.FetchAsync(source, reading.Addresses, reading.Decode, cancellationToken, budget).ConfigureAwait(false);
        colors?.Convert(wanted);
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

    /// <summary>Reads part of a transparency mask as a raster of its own: one band of 0 and 255, all valid.</summary>
    /// <exception cref="UnsupportedTiffException">Its samples are wider than a byte; no level has such a mask.</exception>
    public async Task<Raster> ReadMaskAsync(IRangeSource source, Ifd mask, PixelWindow window, CancellationToken cancellationToken)
    {
        if (mask.SampleType != SampleType.UInt8)
        {
            throw new UnsupportedTiffException(
                $"The mask in directory {mask.Index} has samples of type {mask.SampleType}; expected 1 to 8 bits without a sign."
            );
        }

        var level = new ImageLevel(0, mask, mask);
        Raster raster = Raster.Rent(SampleType.UInt8, 1, window.Width, window.Height, options.Limits, options.Pool);
        try
        {
            var reading = new WindowBlocks(level, window, window, raster, options);
            reading.AddMask(mask);
            reading.Plan();
            await _fetcher.FetchAsync(source, reading.Addresses, reading.Decode, cancellationToken).ConfigureAwait(false);
            raster.Mask.CopyTo(raster.Samples);
            raster.Mask.Fill(255);
            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }

    /// <summary>Fetches one block, to be decoded by the caller.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="ifd">An image or a mask.</param>
    /// <param name="position">Block column, block row and plane, which it has.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<CompressedBlock> FetchAsync(
        IRangeSource source,
        Ifd ifd,
        (int X, int Y, int Plane) position,
        CancellationToken cancellationToken
    )
    {
        BlockLayout layout = ifd.LayoutOf(position.Y);
        var address = new BlockAddress(ifd, ifd.BlockNumber(position.X, position.Y, position.Plane), layout.ByteCount);
        ReadOnlyMemory<byte> bytes = default;
        await _fetcher.FetchAsync(source, [address], (_, stored, _) => bytes = stored, cancellationToken).ConfigureAwait(false);
        return new(ifd, position, bytes, stored => Decode(ifd, position, stored));
    }

    private Raster Decode(Ifd ifd, (int X, int Y, int Plane) position, ReadOnlyMemory<byte> stored)
    {
        PixelWindow window = BlockGrid.Of(ifd).Cell(position.X, position.Y).Window;
        var level = new ImageLevel(0, ifd, null);
        bool isPlanar = ifd.PlanarConfiguration == PlanarConfiguration.Planar;
        int bands = isPlanar || ifd.IsMask ? 1 : ifd.SamplesPerPixel;
        PixelValidity validity = PixelValidity.Of(header, level, null);
        Raster raster = Raster.Rent(
            ifd.IsMask ? SampleType.UInt8 : ifd.SampleType,
            bands,
            window.Width,
            window.Height,
            options.Limits,
            options.Pool
        );
        try
        {
            var reading = new WindowBlocks(level, window, window, raster, options) { SparseFill = validity.SparseFill };
            if (ifd.IsMask)
            {
                reading.AddMask(ifd);
            }
            else
            {
                Enumerable.Range(0, bands).ToList().ForEach(band => reading.AddSample(isPlanar ? position.Plane : band, raster, band));
            }

            reading.Plan();
            reading.Decode(0, stored, CancellationToken.None);
            if (ifd.IsMask)
            {
                raster.Mask.CopyTo(raster.Samples);
                raster.Mask.Fill(255);
                return raster;
            }

            // The alpha of a planar image stands in another block.
            if (validity.Kind == ValidityKind.Alpha && !isPlanar)
            {
                PixelValidity.Opacity(raster.BandBytes(validity.AlphaBand), raster.SampleType, raster.Mask);
            }
            else
            {
                (validity.Kind == ValidityKind.Alpha ? new PixelValidity(ValidityKind.All) : validity).Apply(raster, null);
            }

            return raster;
        }
        catch
        {
            raster.Dispose();
            throw;
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
