namespace Cog.Codecs.Jpeg;

/// <summary>
/// JPEG, Compression = 7 (TIFF Technical Note 2; ITU-T T.81): baseline, extended sequential and progressive, of 8 and 12 bits, Huffman or
/// arithmetic coded.
/// </summary>
/// <remarks>
/// Samples equal those of libtiff with libjpeg-turbo, bit for bit: YCbCr of three components becomes RGB, anything else is left as it is,
/// whatever JFIF or Adobe markers say. 12-bit samples are packed, two in three bytes. Unlike libjpeg, which paints over the gap, damaged or
/// short data is an error; a missing EOI is not, unless arithmetic-coded data leaves out zeros before it. Block smoothing, libjpeg's guess
/// at coefficients that a progressive file never sent, is left out.
/// </remarks>
internal sealed class JpegCodec : IBlockCodec
{
    [ThreadStatic]
    private static JpegDecoder? t_decoder;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ThrowUnlessSupported(layout);
        layout.ThrowIfTooShort(destination);
        JpegDecoder decoder = t_decoder ??= new();
        decoder.Decode(source, destination, layout);
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        ThrowUnlessSupported(layout);
        JpegDecoder decoder = t_decoder ??= new();
        decoder.Check(source, layout);
    }

    /// <inheritdoc/>
    public BlockLayout Held(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        JpegDecoder decoder = t_decoder ??= new();
        (int Width, int Height) image;
        try
        {
            image = decoder.Check(source, layout);
        }
        catch (CogException error) when (error is InvalidTiffException or UnsupportedTiffException or LimitExceededException)
        {
            return layout;
        }

        return image.Width < layout.Width || image.Height < layout.Height
            ? layout.Within(image.Width, Math.Min(image.Height, layout.Height))
            : layout;
    }

    private static void ThrowUnlessSupported(BlockLayout layout)
    {
        if (layout.BitsPerSample is not (8 or 12))
        {
            throw new UnsupportedTiffException($"JPEG with BitsPerSample {layout.BitsPerSample}: 8 and 12 are read.");
        }

        if (layout.Photometric == PhotometricInterpretation.YCbCr && layout.SamplesPerPixel is not (1 or 3))
        {
            throw new UnsupportedTiffException(
                $"JPEG of YCbCr with {layout.SamplesPerPixel} samples per pixel: 3 are read, or planes of 1."
            );
        }
    }
}
