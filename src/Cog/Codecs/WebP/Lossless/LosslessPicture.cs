using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>A picture's shape, and how its pixels are written.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Samples">Bytes of a pixel: green alone, or red, green and blue, or these and alpha.</param>
internal readonly record struct LosslessPicture(int Width, int Height, int Samples)
{
    /// <summary>Writes pixels.</summary>
    /// <param name="pixels">Alpha in the high byte, then red, green and blue.</param>
    /// <param name="bytes"><see cref="Samples"/> of each.</param>
    public void Store(ReadOnlySpan<uint> pixels, Span<byte> bytes)
    {
        switch (Samples)
        {
            case 1:
                for (int i = 0; i < pixels.Length; i++)
                {
                    bytes[i] = (byte)(pixels[i] >> 8);
                }

                break;
            case 3:
                StoreThree(pixels, bytes);
                break;
            default:
                StoreFour(pixels, MemoryMarshal.Cast<byte, uint>(bytes));
                break;
        }
    }

    private static void StoreThree(ReadOnlySpan<uint> pixels, Span<byte> bytes)
    {
        // Four pixels a step. The store is 16 bytes of which 12 count: the next step, or the scalar tail, overwrites the rest, so a step
        // needs two more pixels behind its own.
        Vector128<byte> order = Vector128.Create((byte)2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 255, 255, 255, 255);
        while (pixels.Length >= 6 && Vector128.IsHardwareAccelerated)
        {
            Vector128.Shuffle(Vector128.Create(pixels).AsByte(), order).CopyTo(bytes);
            pixels = pixels[4..];
            bytes = bytes[12..];
        }

        StoreThreeScalar(pixels, bytes);
    }

    internal static void StoreThreeScalar(ReadOnlySpan<uint> pixels, Span<byte> bytes)
    {
        foreach (uint pixel in pixels)
        {
            bytes[0] = (byte)(pixel >> 16);
            bytes[1] = (byte)(pixel >> 8);
            bytes[2] = (byte)pixel;
            bytes = bytes[3..];
        }
    }

    // Memory holds blue first, the file red.
    private static void StoreFour(ReadOnlySpan<uint> pixels, Span<uint> output)
    {
        int i = 0;
        for (; i <= pixels.Length - Vector256<uint>.Count && Vector256.IsHardwareAccelerated; i += Vector256<uint>.Count)
        {
            Vector256<uint> vector = Vector256.Create(pixels[i..]);
            Vector256<uint> middle = vector & Vector256.Create(0xFF00_FF00);
            (middle | ((vector >>> 16) & Vector256.Create(0xFFu)) | ((vector & Vector256.Create(0xFFu)) << 16)).CopyTo(output[i..]);
        }

        for (; i < pixels.Length; i++)
        {
            uint pixel = pixels[i];
            output[i] = (pixel & 0xFF00_FF00) | ((pixel >> 16) & 0xFF) | ((pixel & 0xFF) << 16);
        }
    }
}
