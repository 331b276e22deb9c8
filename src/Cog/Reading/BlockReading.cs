using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;

namespace Cog.Reading;

/// <summary>
/// The blocks that a read takes, of an image and perhaps of its mask, and where the pixels of each go. Decoding is safe for concurrent
/// calls: blocks share no pixel.
/// </summary>
/// <typeparam name="TPart">A block, and which of its pixels are wanted.</typeparam>
/// <param name="image">The directory of the samples.</param>
/// <param name="sparseFill">What a block that was never written is full of; null for 0.</param>
/// <param name="options">Limits, codecs, pool.</param>
internal abstract class BlockReading<TPart>(Ifd image, NoDataMatcher? sparseFill, CogReaderOptions options) : IBlockReading
{
    private readonly List<(int Sample, Raster Raster, int Band)> _targets = [];
    private readonly List<(BlockAddress Address, TPart Part, int Plane)> _blocks = [];
    private (Ifd Ifd, Raster Raster)? _mask;

    /// <inheritdoc/>
    public IReadOnlyList<BlockAddress> Addresses { get; private set; } = [];

    /// <inheritdoc/>
    public void AddSample(int sample, Raster target, int band) => _targets.Add((sample, target, band));

    /// <inheritdoc/>
    public void AddMask(Ifd mask, Raster target) => _mask = (mask, target);

    /// <inheritdoc/>
    public void Plan()
    {
        int[] planes =
            _targets.Count > 0 && image.PlanarConfiguration != PlanarConfiguration.Planar
                ? [0]
                : [.. _targets.Select(t => t.Sample).Distinct().Order()];
        (long imageBlocks, IEnumerable<TPart> imageParts) = planes.Length > 0 ? PartsOf(image) : (0, []);
        (long maskBlocks, IEnumerable<TPart> maskParts) = _mask is { } mask ? PartsOf(mask.Ifd) : (0, []);
        ThrowIfTooMany((imageBlocks * planes.Length) + maskBlocks);
        foreach (int plane in planes)
        {
            Add(image, imageParts, plane);
        }

        if (_mask is not null)
        {
            Add(_mask.Value.Ifd, maskParts, 0);
        }

        Addresses = [.. _blocks.Select(b => b.Address)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<BlockAddress> AddressesOf(IReadOnlyList<int> samples)
    {
        int[] planes = image.PlanarConfiguration == PlanarConfiguration.Planar ? [.. samples.Distinct().Order()] : [0];
        (long count, IEnumerable<TPart> parts) = PartsOf(image);
        ThrowIfTooMany(count * planes.Length);
        BlockCell[] cells = [.. parts.Select(BlockOf)];
        return [.. planes.SelectMany(plane => cells.Select(cell => AddressOf(image, cell, plane)))];
    }

    /// <inheritdoc/>
    public void Decode(int index, ReadOnlyMemory<byte> stored, CancellationToken cancellationToken)
    {
        (BlockAddress address, TPart part, int plane) = _blocks[index];
        if (stored.IsEmpty)
        {
            FillSparse(address.Ifd, part, plane);
            return;
        }

        DecodedBlock.Use(
            stored,
            address.Ifd.LayoutOf(BlockOf(part).Y).Showing(NeededOf(part)),
            options,
            (block, layout) => Place(block, layout, address.Ifd, part, plane),
            cancellationToken
        );
    }

    /// <summary>The blocks of a directory of which pixels are wanted.</summary>
    /// <returns>How many there are, and what they are: a list that is made only when it is asked for may be long.</returns>
    protected abstract (long Count, IEnumerable<TPart> Parts) PartsOf(Ifd ifd);

    /// <summary>Where a block lies.</summary>
    protected abstract BlockCell BlockOf(TPart part);

    /// <summary>The box of a block that holds all wanted pixels: what is below it is not decoded.</summary>
    protected abstract NeededPixels NeededOf(TPart part);

    /// <summary>Copies one sample of the wanted pixels of a block to their places in a band.</summary>
    /// <param name="block">Decoded.</param>
    /// <param name="part">Which pixels.</param>
    /// <param name="output">The whole band.</param>
    protected abstract void Copy(in BlockSamples block, TPart part, Span<byte> output);

    /// <summary>Gives the wanted pixels of a block one value.</summary>
    /// <param name="part">Which pixels.</param>
    /// <param name="sample">The value, as bytes of one sample.</param>
    /// <param name="output">The whole band.</param>
    protected abstract void Fill(TPart part, ReadOnlySpan<byte> sample, Span<byte> output);

    /// <summary>Turns what a mask's block holds at the wanted pixels into 0 and 255.</summary>
    /// <param name="part">Which pixels.</param>
    /// <param name="mask">The raster's.</param>
    protected abstract void Binarize(TPart part, Span<byte> mask);

    /// <summary>GDAL shows 1-bit masks as 0 and 255; one of 8 bits may hold other numbers, of which only 0 means masked.</summary>
    protected static byte Binary(byte valid) => valid == 0 ? (byte)0 : (byte)255;

    private void Add(Ifd ifd, IEnumerable<TPart> parts, int plane)
    {
        foreach (TPart part in parts)
        {
            _blocks.Add((AddressOf(ifd, BlockOf(part), plane), part, plane));
        }
    }

    private void ThrowIfTooMany(long blocks)
    {
        if (blocks > options.Limits.MaxBlocksPerRequest)
        {
            throw LimitExceededException.Of($"The window needs {blocks} blocks", options.Limits.MaxBlocksPerRequest);
        }
    }

    private static BlockAddress AddressOf(Ifd ifd, BlockCell cell, int plane) =>
        new(ifd, ifd.BlockNumber(cell.X, cell.Y, plane), DecodedBlock.BytesOf(ifd, cell.Y));

    private void Place(ReadOnlySpan<byte> block, BlockLayout layout, Ifd ifd, TPart part, int plane)
    {
        if (_mask is { } mask && ifd == mask.Ifd)
        {
            Copy(new(block, layout, 0, SampleType.UInt8), part, mask.Raster.Mask);
            Binarize(part, mask.Raster.Mask);
            return;
        }

        bool isPlanar = image.PlanarConfiguration == PlanarConfiguration.Planar;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (!isPlanar || sample == plane)
            {
                Copy(new(block, layout, isPlanar ? 0 : sample, target.SampleType), part, target.BandBytes(band));
            }
        }
    }

    // A mask block that was never written masks: rasters are rented masked.
    private void FillSparse(Ifd ifd, TPart part, int plane)
    {
        if (sparseFill is null || ifd == _mask?.Ifd)
        {
            return;
        }

        bool isPlanar = ifd.PlanarConfiguration == PlanarConfiguration.Planar;
        foreach ((int sample, Raster target, int band) in _targets)
        {
            if (!isPlanar || sample == plane)
            {
                Fill(part, sparseFill.Sample, target.BandBytes(band));
            }
        }
    }
}
