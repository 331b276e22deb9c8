using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;

namespace Cog.Reading;

/// <summary>The blocks that one window takes.</summary>
/// <param name="image">The directory of the samples.</param>
/// <param name="window">All of what was asked for; rasters are of this size.</param>
/// <param name="inside">The part of it that the image has.</param>
/// <param name="sparseFill">What a block that was never written is full of; null for 0.</param>
/// <param name="options">Limits, codecs, pool.</param>
internal sealed class WindowBlocks(Ifd image, PixelWindow window, PixelWindow inside, NoDataMatcher? sparseFill, CogReaderOptions options)
    : BlockReading<BlockCell>(image, sparseFill, options)
{
    /// <inheritdoc/>
    protected override (long Count, IEnumerable<BlockCell> Parts) PartsOf(Ifd ifd) =>
        (BlockGrid.Of(ifd).CountTouching(inside), BlockGrid.Of(ifd).Touching(inside));

    /// <inheritdoc/>
    protected override BlockCell BlockOf(BlockCell part) => part;

    /// <inheritdoc/>
    protected override NeededPixels NeededOf(BlockCell part)
    {
        PixelWindow wanted = WantedOf(part),
            block = part.Window;
        return new(wanted.X - block.X, wanted.Y - block.Y, wanted.Right - block.X, wanted.Bottom - block.Y);
    }

    /// <inheritdoc/>
    protected override void Copy(in BlockSamples block, BlockCell part, Span<byte> output)
    {
        PixelWindow wanted = WantedOf(part);
        if ((wanted with { X = wanted.X - part.Window.X, Y = wanted.Y - part.Window.Y }).Intersect(block.Window) is { } inBlock)
        {
            SampleUnpacker.Unpack(block, inBlock, output[(PlaceOf(wanted.X, wanted.Y) * block.Type.ByteSize())..], window.Width);
        }
    }

    /// <inheritdoc/>
    protected override void Fill(BlockCell part, ReadOnlySpan<byte> sample, Span<byte> output)
    {
        PixelWindow wanted = WantedOf(part);
        for (int y = wanted.Y; y < wanted.Bottom; y++)
        {
            SampleBytes.Fill(output.Slice(PlaceOf(wanted.X, y) * sample.Length, wanted.Width * sample.Length), sample);
        }
    }

    /// <inheritdoc/>
    protected override void Binarize(BlockCell part, Span<byte> mask)
    {
        PixelWindow wanted = WantedOf(part);
        for (int y = wanted.Y; y < wanted.Bottom; y++)
        {
            foreach (ref byte valid in mask.Slice(PlaceOf(wanted.X, y), wanted.Width))
            {
                valid = Binary(valid);
            }
        }
    }

    private PixelWindow WantedOf(BlockCell cell) => cell.Window.Intersect(inside)!.Value;

    private int PlaceOf(int x, int y) => ((y - window.Y) * window.Width) + x - window.X;
}
