using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;
using Cog.Resamplers;
using Cog.Tiff;

namespace Cog.Reading;

/// <summary>
/// The blocks that hold the pixels picked for one picture, of an image and perhaps of its mask. Each is decoded by itself, and no more is
/// kept of it than was picked. Decoding is safe for concurrent calls: blocks share no pixel.
/// </summary>
/// <param name="image">The directory of the samples.</param>
/// <param name="picks">Its pixels.</param>
/// <param name="options">Limits, codecs, pool.</param>
internal sealed class PickedBlocks(Ifd image, PixelPicks picks, CogReaderOptions options) : IBlockReading
{
    private readonly List<(int Sample, Raster Raster, int Band)> _targets = [];
    private readonly List<(BlockAddress Address, PickedCell Picked, int Plane)> _blocks = [];
    private int[] _pixels = [],
        _maskPixels = [];
    private (Ifd Ifd, PixelPicks Picks, Raster Raster)? _mask;

    /// <summary>What a block that was never written is full of; null for 0.</summary>
    public NoDataMatcher? SparseFill { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<BlockAddress> Addresses { get; private set; } = [];

    /// <inheritdoc/>
    public void AddSample(int sample, Raster target, int band) => _targets.Add((sample, target, band));

    /// <summary>Wants a transparency mask in a raster's mask: of a grid of its own, perhaps.</summary>
    public void AddMask(Ifd mask, PixelPicks maskPicks, Raster target) => _mask = (mask, maskPicks, target);

    /// <inheritdoc/>
    public void Plan()
    {
        int[] planes =
            _targets.Count == 0 ? []
            : image.PlanarConfiguration != PlanarConfiguration.Planar ? [0]
            : [.. _targets.Select(t => t.Sample).Distinct().Order()];
        if (planes.Length > 0)
        {
            (_pixels, List<PickedCell> cells) = picks.ByBlock(BlockGrid.Of(image));
            Check((long)cells.Count * planes.Length);
            foreach (int plane in planes)
            {
                Add(image, cells, plane);
            }
        }

        if (_mask is { } mask)
        {
            (_maskPixels, List<PickedCell> cells) = mask.Picks.ByBlock(BlockGrid.Of(mask.Ifd));
            Check(_blocks.Count + (long)cells.Count);
            Add(mask.Ifd, cells, 0);
        }

        Addresses = [.. _blocks.Select(b => b.Address)];
    }

    /// <inheritdoc/>
    public void Decode(int index, ReadOnlyMemory<byte> stored, CancellationToken cancellationToken)
    {
        (BlockAddress address, PickedCell picked, int plane) = _blocks[index];
        if (stored.IsEmpty)
        {
            FillSparse(address.Ifd, picked, plane);
            return;
        }

        DecodedBlock.Use(
            stored,
            address.Ifd.LayoutOf(picked.Cell.Y),
            options,
            (block, layout) => Place(block, layout, address.Ifd, picked, plane),
            cancellationToken
        );
    }

    private void Check(long count)
    {
        if (count > options.Limits.MaxBlocksPerRequest)
        {
            throw new LimitExceededException(
                $"The picture needs {count} blocks; {nameof(CogLimits.MaxBlocksPerRequest)} is {options.Limits.MaxBlocksPerRequest}.",
                nameof(CogLimits.MaxBlocksPerRequest)
            );
        }
    }

    private void Add(Ifd ifd, List<PickedCell> cells, int plane)
    {
        foreach (PickedCell picked in cells)
        {
            _blocks.Add(
                (new(ifd, ifd.BlockNumber(picked.Cell.X, picked.Cell.Y, plane), DecodedBlock.BytesOf(ifd, picked.Cell.Y)), picked, plane)
            );
        }
    }

    private void Place(ReadOnlySpan<byte> block, BlockLayout layout, Ifd ifd, PickedCell picked, int plane)
    {
        if (_mask is { } mask && ifd == mask.Ifd)
        {
            Copy(block, layout, picked, mask.Picks, _maskPixels, 0, SampleType.UInt8, mask.Raster.Mask);
            foreach (int pixel in _maskPixels.AsSpan(picked.Start, picked.Count))
            {
                ref byte valid = ref mask.Raster.Mask[pixel];
                valid = valid == 0 ? (byte)0 : (byte)255;
            }

            return;
        }

        bool isPlanar = image.PlanarConfiguration == PlanarConfiguration.Planar;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (!isPlanar || sample == plane)
            {
                Copy(block, layout, picked, picks, _pixels, isPlanar ? 0 : sample, target.SampleType, target.BandBytes(band));
            }
        }
    }

    private static void Copy(
        ReadOnlySpan<byte> block,
        BlockLayout layout,
        PickedCell picked,
        PixelPicks picks,
        int[] pixels,
        int sample,
        SampleType type,
        Span<byte> output
    )
    {
        int size = type.ByteSize(),
            step = layout.SamplesPerPixel * size;
        int rowBytes = checked((int)layout.RowBytes);
        PixelWindow place = picked.Cell.Window;
        bool isWhole = layout.BitsPerSample == size * 8;
        foreach (int pixel in pixels.AsSpan(picked.Start, picked.Count))
        {
            int column = picks.Column(pixel) - place.X,
                row = picks.Row(pixel) - place.Y;
            Span<byte> to = output.Slice(pixel * size, size);
            if (isWhole)
            {
                block.Slice((row * rowBytes) + (column * step) + (sample * size), size).CopyTo(to);
            }
            else
            {
                SampleUnpacker.Unpack(block, layout, new(column, row, 1, 1), sample, type, to, 1);
            }
        }
    }

    // A mask block that was never written masks: rasters are rented masked.
    private void FillSparse(Ifd ifd, PickedCell picked, int plane)
    {
        if (SparseFill is null || ifd == _mask?.Ifd)
        {
            return;
        }

        bool isPlanar = ifd.PlanarConfiguration == PlanarConfiguration.Planar;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (!isPlanar || sample == plane)
            {
                foreach (int pixel in _pixels.AsSpan(picked.Start, picked.Count))
                {
                    SparseFill.Sample.CopyTo(target.BandBytes(band)[(pixel * SparseFill.Sample.Length)..]);
                }
            }
        }
    }
}
