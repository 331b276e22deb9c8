using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;
using Cog.Tiff;

namespace Cog.Reading;

/// <summary>
/// The blocks that one window takes, of an image and perhaps of its mask, and where the pixels of each go. Decoding is safe for concurrent
/// calls: blocks share no pixel.
/// </summary>
/// <param name="level">The level.</param>
/// <param name="window">All of what was asked for; rasters are of this size.</param>
/// <param name="inside">The part of it that the image has.</param>
/// <param name="raster">Where the mask goes.</param>
/// <param name="options">Limits, codecs, pool.</param>
internal sealed class WindowBlocks(ImageLevel level, PixelWindow window, PixelWindow inside, Raster raster, CogReaderOptions options)
    : IBlockReading
{
    private readonly List<(int Sample, Raster Raster, int Band)> _targets = [];
    private readonly List<(BlockAddress Address, BlockCell Cell, int Plane)> _blocks = [];
    private Ifd? _mask;

    /// <summary>What a block that was never written is full of; null for 0.</summary>
    public NoDataMatcher? SparseFill { get; init; }

    /// <summary>The blocks, after <see cref="Plan"/>.</summary>
    public IReadOnlyList<BlockAddress> Addresses { get; private set; } = [];

    /// <summary>Wants one sample of the image in one band of a raster.</summary>
    public void AddSample(int sample, Raster target, int band) => _targets.Add((sample, target, band));

    /// <summary>Wants a transparency mask in the raster's mask.</summary>
    public void AddMask(Ifd mask) => _mask = mask;

    /// <summary>Lists the blocks.</summary>
    /// <exception cref="LimitExceededException">There are more than one request may have; checked before the list is made.</exception>
    public void Plan()
    {
        int[] planes =
            _targets.Count > 0 && level.Image.PlanarConfiguration != PlanarConfiguration.Planar
                ? [0]
                : [.. _targets.Select(t => t.Sample).Distinct().Order()];
        long count =
            (BlockGrid.Of(level.Image).CountTouching(inside) * planes.Length)
            + (_mask is null ? 0 : BlockGrid.Of(_mask).CountTouching(inside));
        if (count > options.Limits.MaxBlocksPerRequest)
        {
            throw new LimitExceededException(
                $"The window needs {count} blocks; {nameof(CogLimits.MaxBlocksPerRequest)} is {options.Limits.MaxBlocksPerRequest}.",
                nameof(CogLimits.MaxBlocksPerRequest)
            );
        }

        foreach (int plane in planes)
        {
            Add(level.Image, plane);
        }

        if (_mask is not null)
        {
            Add(_mask, 0);
        }

        Addresses = [.. _blocks.Select(b => b.Address)];
    }

    /// <summary>Decodes one block into place.</summary>
    /// <param name="index">Its position in <see cref="Addresses"/>.</param>
    /// <param name="stored">Its bytes in the file; none when it is sparse.</param>
    /// <param name="cancellationToken">Asked inside blocks that may take long.</param>
    public void Decode(int index, ReadOnlyMemory<byte> stored, CancellationToken cancellationToken)
    {
        (BlockAddress address, BlockCell cell, int plane) = _blocks[index];
        if (stored.IsEmpty)
        {
            FillSparse(address.Ifd, cell, plane);
            return;
        }

        DecodedBlock.Use(
            stored,
            address.Ifd.LayoutOf(cell.Y),
            options,
            (block, layout) => Place(block, layout, address.Ifd, cell, plane),
            cancellationToken
        );
    }

    private void Place(ReadOnlySpan<byte> block, BlockLayout layout, Ifd ifd, BlockCell cell, int plane)
    {
        PixelWindow part = cell.Window.Intersect(inside)!.Value;
        PixelWindow inBlock = part with { X = part.X - cell.Window.X, Y = part.Y - cell.Window.Y };
        int first = ((part.Y - window.Y) * window.Width) + part.X - window.X;
        if (ifd == _mask)
        {
            SampleUnpacker.Unpack(block, layout, inBlock, 0, SampleType.UInt8, raster.Mask[first..], window.Width);
            Binarize(part);
            return;
        }

        bool isPlanar = level.Image.PlanarConfiguration == PlanarConfiguration.Planar;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (!isPlanar || sample == plane)
            {
                SampleUnpacker.Unpack(
                    block,
                    layout,
                    inBlock,
                    isPlanar ? 0 : sample,
                    target.SampleType,
                    target.BandBytes(band)[(first * target.SampleType.ByteSize())..],
                    window.Width
                );
            }
        }
    }

    private void Add(Ifd ifd, int plane)
    {
        foreach (BlockCell cell in BlockGrid.Of(ifd).Touching(inside))
        {
            _blocks.Add((new(ifd, ifd.BlockNumber(cell.X, cell.Y, plane), DecodedBlock.BytesOf(ifd, cell.Y)), cell, plane));
        }
    }

    // GDAL shows 1-bit masks as 0 and 255; one of 8 bits may hold other numbers, of which only 0 means masked.
    private void Binarize(PixelWindow part)
    {
        for (int y = part.Y; y < part.Bottom; y++)
        {
            foreach (ref byte valid in raster.MaskRow(y - window.Y).Slice(part.X - window.X, part.Width))
            {
                valid = valid == 0 ? (byte)0 : (byte)255;
            }
        }
    }

    // A mask block that was never written masks: rasters are rented masked.
    private void FillSparse(Ifd ifd, BlockCell cell, int plane)
    {
        if (ifd == _mask || SparseFill is null)
        {
            return;
        }

        bool isPlanar = ifd.PlanarConfiguration == PlanarConfiguration.Planar;
        PixelWindow part = cell.Window.Intersect(inside)!.Value;
        int size = SparseFill.Sample.Length;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (isPlanar && sample != plane)
            {
                continue;
            }

            for (int y = part.Y; y < part.Bottom; y++)
            {
                SampleBytes.Fill(
                    target.RowBytes(band, y - window.Y).Slice((part.X - window.X) * size, part.Width * size),
                    SparseFill.Sample
                );
            }
        }
    }
}
