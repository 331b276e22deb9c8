namespace Cog.Codecs.WebP.Lossless;

/// <summary>Undoes the colour indexing transform (WebP lossless specification, section 4.4).</summary>
internal static class PaletteTransform
{
    /// <summary>Puts colours in the place of their numbers.</summary>
    /// <param name="pixels">Rows of numbers, in the green of pixels that may hold several each; receives rows of colours.</param>
    /// <param name="width">Colours in a row.</param>
    /// <param name="packingBits">A pixel holds 2 to this power of numbers.</param>
    /// <param name="palette">256 colours.</param>
    public static void Undo(Span<uint> pixels, int width, int packingBits, ReadOnlySpan<uint> palette)
    {
        palette = palette[..256];
        if (packingBits == 0)
        {
            foreach (ref uint pixel in pixels)
            {
                pixel = palette[(byte)(pixel >> 8)];
            }

            return;
        }

        // From the last pixel to the first: a row grows over what was read already.
        int packedWidth = PixelReader.BlocksOf(width, packingBits),
            numberBits = 8 >> packingBits,
            lastInPixel = (1 << packingBits) - 1,
            numberMask = (1 << numberBits) - 1;
        for (int row = (pixels.Length / width) - 1; row >= 0; row--)
        {
            ReadOnlySpan<uint> packed = pixels.Slice(row * packedWidth, packedWidth);
            Span<uint> colors = pixels.Slice(row * width, width);
            for (int x = width - 1; x >= 0; )
            {
                uint numbers = packed[x >> packingBits] >> 8;
                for (int inPixel = x & lastInPixel; inPixel >= 0; inPixel--, x--)
                {
                    colors[x] = palette[(int)(numbers >> (inPixel * numberBits)) & numberMask];
                }
            }
        }
    }
}
