namespace Cog.Codecs.WebP.Lossy;

/// <summary>How large a frame is, and how much of it is wanted.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rows">Of them, those from the first on that are wanted.</param>
/// <param name="Samples">Bytes of a pixel, three or four.</param>
internal readonly record struct FrameShape(int Width, int Height, int Rows, int Samples)
{
    /// <summary>Pixels of a macroblock's side.</summary>
    public const int Block = 16;

    /// <summary>The same of its chroma.</summary>
    public const int ChromaBlock = 8;

    /// <summary>
    /// Rows of pixels, the lowest of a row of macroblocks, that are not final before the next row is there: by its filter, or by being
    /// interpolated with its chroma.
    /// </summary>
    public const int OpenRows = 8;

    /// <summary>Macroblocks in a row.</summary>
    public int Columns => (Width + Block - 1) / Block;

    /// <summary>Rows of macroblocks that the wanted rows depend on.</summary>
    public int BlockRows => Math.Min((Height + Block - 1) / Block, (Rows + OpenRows + Block - 1) / Block);

    /// <summary>Bytes of the plane of luma.</summary>
    public int LumaBytes => Plane.BytesOf(Columns * Block, BlockRows * Block);

    /// <summary>Bytes of each plane of chroma.</summary>
    public int ChromaBytes => Plane.BytesOf(Columns * ChromaBlock, BlockRows * ChromaBlock);

    /// <summary>Bytes of all planes and of two rows of chroma for each pixel, one behind the other.</summary>
    public int PlaneBytes => checked(LumaBytes + (2 * ChromaBytes) + (2 * RowBytes));

    /// <summary>Bytes of a row of interpolated chroma.</summary>
    public int RowBytes => (Columns * Block) + (2 * Plane.Margin);
}
