namespace Cog.Blocks;

/// <summary>How an image is cut into blocks. Pure.</summary>
/// <param name="Image">Columns and rows of the image.</param>
/// <param name="Block">Columns and rows of a block.</param>
internal readonly record struct BlockGrid(RasterSize Image, RasterSize Block)
{
    /// <summary>The grid of one directory.</summary>
    public static BlockGrid Of(Ifd ifd) => new(new(ifd.Width, ifd.Height), new(ifd.BlockWidth, ifd.BlockHeight));

    /// <summary>How many blocks share a pixel with a window.</summary>
    public long CountTouching(PixelWindow window) =>
        Span(window) is { } span ? (long)(span.Right - span.Left + 1) * (span.Bottom - span.Top + 1) : 0;

    /// <summary>The blocks that share a pixel with a window, row by row.</summary>
    public IEnumerable<BlockCell> Touching(PixelWindow window)
    {
        if (Span(window) is not { } span)
        {
            yield break;
        }

        for (int y = span.Top; y <= span.Bottom; y++)
        {
            for (int x = span.Left; x <= span.Right; x++)
            {
                yield return Cell(x, y);
            }
        }
    }

    /// <summary>One block, clipped to the image.</summary>
    public BlockCell Cell(int x, int y)
    {
        int left = x * Block.Width,
            top = y * Block.Height;
        return new(x, y, new(left, top, Math.Min(Block.Width, Image.Width - left), Math.Min(Block.Height, Image.Height - top)));
    }

    private (int Left, int Top, int Right, int Bottom)? Span(PixelWindow window) =>
        window.Intersect(new(0, 0, Image.Width, Image.Height)) is { } inside
            ? (inside.X / Block.Width, inside.Y / Block.Height, (inside.Right - 1) / Block.Width, (inside.Bottom - 1) / Block.Height)
            : null;
}

/// <summary>One block of a <see cref="BlockGrid"/>.</summary>
/// <param name="X">Its column of blocks.</param>
/// <param name="Y">Its row of blocks.</param>
/// <param name="Window">Its pixels, without those that hang over the image's edge.</param>
internal readonly record struct BlockCell(int X, int Y, PixelWindow Window);
