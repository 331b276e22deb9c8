namespace Cog.Codecs.WebP;

/// <summary>
/// WebP, Compression = 50001 (libtiff's registered number): one WebP file a block, lossy or lossless, of 3 or 4 samples of 8 bits.
/// </summary>
/// <remarks>
/// Written from RFC 6386 and the specifications of the WebP container and of its lossless stream. Pixels are libwebp's, so GDAL's, bit for
/// bit. Colours below a transparent pixel are kept, and an embedded profile is not applied.
/// </remarks>
internal sealed class WebPCodec : IBlockCodec
{
    [ThreadStatic]
    private static WebPDecoder? t_decoder;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.BitsPerSample != 8 || layout.SamplesPerPixel is not (3 or 4))
        {
            throw new UnsupportedTiffException(
                $"WebP blocks hold 3 or 4 samples of 8 bits; this image has {layout.SamplesPerPixel} of {layout.BitsPerSample}."
            );
        }

        layout.ThrowIfTooShort(destination);
        WebPDecoder decoder = t_decoder ??= new();
        decoder.Decode(
            Open(source, layout),
            destination[..layout.NeededBytes(destination.Length)],
            layout.SamplesPerPixel,
            layout.Interruption
        );
    }

    /// <inheritdoc/>
    public void Check(ReadOnlySpan<byte> source, BlockLayout layout) => Open(source, layout);

    private static WebPFile Open(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        WebPFile file = WebPFile.Read(source, layout.Interruption);
        return file.Width == layout.Width && file.Height == layout.Height
            ? file
            : throw new InvalidTiffException(
                $"The WebP block has {file.Width} × {file.Height} pixels; the image's blocks have {layout.Width} × {layout.Height}."
            );
    }
}
