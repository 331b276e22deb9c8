using System.Buffers;
using Cog.Codecs;
using Cog.Tiff;
using SkiaSharp;

namespace Cog.Rendering.Codecs;

/// <summary>
/// WebP, Compression = 50001 (libtiff's registered number): one RIFF file a block, lossy or lossless, of 3 or 4 samples of 8 bits.
/// </summary>
/// <remarks>
/// Decodes as libwebp does, so bit for bit as GDAL; colours below a transparent pixel are kept, and an embedded profile is not applied.
/// </remarks>
internal sealed class WebPCodec : IBlockCodec
{
    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        if (layout.BitsPerSample != 8 || layout.SamplesPerPixel is not (3 or 4))
        {
            throw new UnsupportedTiffException(
                $"WebP blocks hold 3 or 4 samples of 8 bits; this image has {layout.SamplesPerPixel} of {layout.BitsPerSample}."
            );
        }

        layout.ThrowIfTooShort(destination);

        ThrowUnlessRiff(source);
        if (layout.SamplesPerPixel == 4)
        {
            DecodeRgba(source, destination, layout);
            return;
        }

        // The library has no three-byte pixels.
        int length = checked(layout.Width * layout.Height * 4);
        byte[] rgba = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            DecodeRgba(source, rgba.AsSpan(0, length), layout);
            RgbPacker.DropAlpha(rgba.AsSpan(0, length), destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rgba);
        }
    }

    /// <inheritdoc/>
    public unsafe void Check(ReadOnlySpan<byte> source, BlockLayout layout)
    {
        ThrowUnlessRiff(source);
        fixed (byte* encoded = source)
        {
            using SKData data = SKData.Create((nint)encoded, source.Length);
            using SKCodec codec = Open(data, source.Length, layout);
        }
    }

    private static void ThrowUnlessRiff(ReadOnlySpan<byte> source)
    {
        // WebP container specification, "WebP File Header". Checked here so that no other of the library's decoders is ever reached.
        if (source.Length < 12 || !source.StartsWith("RIFF"u8) || !source[8..].StartsWith("WEBP"u8))
        {
            throw new InvalidTiffException($"The WebP block of {source.Length} bytes does not start with a RIFF header of type WEBP.");
        }
    }

    private static SKCodec Open(SKData data, int length, BlockLayout layout)
    {
        SKCodec codec = SKCodec.Create(data) ?? throw new InvalidTiffException($"The WebP block of {length} bytes is malformed.");
        SKImageInfo found = codec.Info;
        if (found.Width == layout.Width && found.Height == layout.Height)
        {
            return codec;
        }

        codec.Dispose();
        throw new InvalidTiffException(
            $"The WebP block has {found.Width} × {found.Height} pixels; the image's blocks have {layout.Width} × {layout.Height}."
        );
    }

    // Pointers, because the library takes nothing else without a copy. Both spans stay pinned until it is done with them.
    private static unsafe void DecodeRgba(ReadOnlySpan<byte> source, Span<byte> destination, BlockLayout layout)
    {
        fixed (
            byte* encoded = source,
                pixels = destination
        )
        {
            using SKData data = SKData.Create((nint)encoded, source.Length);
            using SKCodec codec = Open(data, source.Length, layout);

            // Unpremultiplied, and no colour space: the samples as they were stored.
            var wanted = new SKImageInfo(layout.Width, layout.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
            SKCodecResult result = codec.GetPixels(wanted, (nint)pixels, layout.Width * 4, SKCodecOptions.Default);
            if (result != SKCodecResult.Success)
            {
                throw new InvalidTiffException($"The WebP block of {source.Length} bytes cannot be decoded: {result}.");
            }
        }
    }
}
