namespace Cog.Tiff;

/// <summary>
/// Uncompressed or losslessly compressed YCbCr with fewer chroma than luma samples (TIFF 6.0 section 21): data units become pixels.
/// </summary>
/// <remarks>
/// A data unit holds the luma of a small rectangle of pixels, row by row, then one Cb and one Cr. Units run across the block and then down;
/// at its right and bottom edge they are whole. Chroma is repeated, as libtiff does, not interpolated.
/// </remarks>
internal static class ChromaSubsampling
{
    /// <summary>True when the codec leaves data units. JPEG, and what is like it, upsamples by itself.</summary>
    public static bool AppliesTo(BlockLayout layout) =>
        layout.Photometric == PhotometricInterpretation.YCbCr
        && layout.SamplesPerPixel == 3
        && layout.ChromaSubsampling != (1, 1)
        && layout.Compression
            is Compression.None
                or Compression.Lzw
                or Compression.AdobeDeflate
                or Compression.Deflate
                or Compression.PackBits
                or Compression.Zstd
                or Compression.Lzma;

    /// <summary>Bytes of the data units of a block; never more than four times those of its pixels.</summary>
    /// <exception cref="UnsupportedTiffException">Other than 8 bits, a predictor, or a subsampling that the specification does not
    /// have.</exception>
    public static long UnitBytes(BlockLayout layout)
    {
        (int across, int down) = layout.ChromaSubsampling;
        if (across is not (1 or 2 or 4) || down is not (1 or 2 or 4) || layout.BitsPerSample != 8 || layout.Predictor != Predictor.None)
        {
            throw new UnsupportedTiffException(
                $"YCbCr subsampled {across} × {down}, of {layout.BitsPerSample} bits with predictor {layout.Predictor}, is not "
                    + "supported; 1, 2 and 4, of 8 bits without predictor, are."
            );
        }

        return (long)((layout.Width + across - 1) / across) * ((layout.Height + down - 1) / down) * ((across * down) + 2);
    }

    /// <summary>Makes Y, Cb and Cr of every pixel.</summary>
    /// <param name="units"><see cref="UnitBytes"/> bytes.</param>
    /// <param name="pixels"><see cref="BlockLayout.ByteCount"/> bytes.</param>
    /// <param name="layout">The block's shape.</param>
    public static void Expand(ReadOnlySpan<byte> units, Span<byte> pixels, BlockLayout layout)
    {
        (int across, int down) = layout.ChromaSubsampling;
        int luma = across * down;

        for (int y = 0; y < layout.Height; y += down)
        {
            layout.Interruption.ThrowIfRequested();
            for (int x = 0; x < layout.Width; x += across)
            {
                for (int i = 0; i < luma; i++)
                {
                    (int column, int row) = (x + (i % across), y + (i / across));
                    if (column < layout.Width && row < layout.Height)
                    {
                        Span<byte> pixel = pixels.Slice(((row * layout.Width) + column) * 3, 3);
                        (pixel[0], pixel[1], pixel[2]) = (units[i], units[luma], units[luma + 1]);
                    }
                }

                units = units[(luma + 2)..];
            }
        }
    }
}
