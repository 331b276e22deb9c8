using Cog.Blocks;
using Cog.Codecs;
using Cog.Rasters;
using Cog.Resamplers;

namespace Cog.Reading;

/// <summary>
/// The blocks that hold the pixels picked for one picture. Each is decoded by itself, and no more is kept of it than was picked.
/// </summary>
/// <param name="image">The directory of the samples.</param>
/// <param name="picks">Its pixels; a mask's are the same.</param>
/// <param name="sparseFill">What a block that was never written is full of; null for 0.</param>
/// <param name="options">Limits, codecs, pool.</param>
internal sealed class PickedBlocks(Ifd image, PixelPicks picks, NoDataMatcher? sparseFill, CogReaderOptions options)
    : BlockReading<PickedCell>(image, sparseFill, options)
{
    /// <inheritdoc/>
    protected override (long Count, IEnumerable<PickedCell> Parts) PartsOf(Ifd ifd)
    {
        List<PickedCell> cells = picks.ByBlock(BlockGrid.Of(ifd));
        return (cells.Count, cells);
    }

    /// <inheritdoc/>
    protected override BlockCell BlockOf(PickedCell part) => part.Cell;

    /// <inheritdoc/>
    protected override NeededPixels NeededOf(PickedCell part)
    {
        PixelWindow block = part.Cell.Window;
        int left = block.Right,
            right = block.X,
            top = block.Bottom,
            bottom = block.Y;
        foreach (int pixel in part.Pixels.Span)
        {
            int column = picks.Column(pixel),
                row = picks.Row(pixel);
            (left, right) = (Math.Min(left, column), Math.Max(right, column));
            (top, bottom) = (Math.Min(top, row), Math.Max(bottom, row));
        }

        return new(left - block.X, top - block.Y, right + 1 - block.X, bottom + 1 - block.Y);
    }

    /// <inheritdoc/>
    protected override void Copy(in BlockSamples block, PickedCell part, Span<byte> output)
    {
        int size = block.Type.ByteSize(),
            step = block.Layout.SamplesPerPixel * size;
        int rowBytes = checked((int)block.Layout.RowBytes);
        PixelWindow place = part.Cell.Window;
        bool isWhole = block.Layout.BitsPerSample == size * 8;
        foreach (int pixel in part.Pixels.Span)
        {
            int column = picks.Column(pixel) - place.X,
                row = picks.Row(pixel) - place.Y;
            if (column >= block.Layout.Width || row >= block.Layout.Height)
            {
                continue;
            }

            Span<byte> to = output.Slice(pixel * size, size);
            if (isWhole)
            {
                block.Block.Slice((row * rowBytes) + (column * step) + (block.Sample * size), size).CopyTo(to);
            }
            else
            {
                SampleUnpacker.Unpack(block, new(column, row, 1, 1), to, 1);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Fill(PickedCell part, ReadOnlySpan<byte> sample, Span<byte> output)
    {
        foreach (int pixel in part.Pixels.Span)
        {
            sample.CopyTo(output[(pixel * sample.Length)..]);
        }
    }

    /// <inheritdoc/>
    protected override void Binarize(PickedCell part, Span<byte> mask)
    {
        foreach (int pixel in part.Pixels.Span)
        {
            mask[pixel] = Binary(mask[pixel]);
        }
    }
}
