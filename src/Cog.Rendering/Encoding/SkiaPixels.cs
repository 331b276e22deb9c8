using System.Buffers;
using SkiaSharp;

namespace Cog.Rendering.Encoding;

/// <summary>A raster of bytes handed to the native library.</summary>
internal static class SkiaPixels
{
    /// <summary>Encodes a raster as RGBA; one band becomes three.</summary>
    /// <param name="raster">1 or 3 bands of bytes.</param>
    /// <param name="withAlpha">Whether the mask becomes alpha.</param>
    /// <param name="encode">The encoder; null from it means that the library could not encode.</param>
    public static unsafe byte[] Encode(Raster raster, bool withAlpha, Func<SKPixmap, SKData?> encode)
    {
        uint[] rented = ArrayPool<uint>.Shared.Rent(raster.PixelCount);
        try
        {
            Span<uint> pixels = rented.AsSpan(0, raster.PixelCount);
            Span<byte> red = raster.BandBytes(0);
            Span<byte> green = raster.BandBytes(raster.Bands == 1 ? 0 : 1);
            Span<byte> blue = raster.BandBytes(raster.Bands == 1 ? 0 : 2);
            if (withAlpha)
            {
                PixelInterleaver.Rgba(red, green, blue, raster.Mask, pixels);
            }
            else
            {
                PixelInterleaver.Rgba(red, green, blue, pixels);
            }

            var info = new SKImageInfo(
                raster.Width,
                raster.Height,
                SKColorType.Rgba8888,
                withAlpha ? SKAlphaType.Unpremul : SKAlphaType.Opaque
            );

            // A pointer, because the library takes nothing else without a copy; pinned until it is done.
            fixed (uint* address = pixels)
            {
                using var pixmap = new SKPixmap(info, (nint)address, raster.Width * 4);
                return Take(encode(pixmap));
            }
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(rented);
        }
    }

    private static byte[] Take(SKData? data)
    {
        using SKData encoded = data ?? throw new FormatException("The picture is too large for this format.");
        return encoded.ToArray();
    }
}
