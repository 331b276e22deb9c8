using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossless;

/// <summary>Undoes the transforms that take one colour from another (WebP lossless specification, sections 4.2 and 4.3).</summary>
internal static class ColorTransform
{
    private const uint GreenAndAlpha = 0xFF00_FF00,
        RedAndBlue = 0x00FF_00FF;

    /// <summary>Undoes the colour transform.</summary>
    /// <param name="pixels">Rows.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="firstRow">The first row's place in the picture.</param>
    /// <param name="blocks">Of factors: green to red in the low byte, then green to blue, then red to blue.</param>
    public static void Undo(Span<uint> pixels, int width, int firstRow, TransformBlocks blocks)
    {
        int blocksInRow = PixelReader.BlocksOf(width, blocks.Bits),
            blockWidth = 1 << blocks.Bits;
        for (int row = firstRow; !pixels.IsEmpty; row++, pixels = pixels[width..])
        {
            ReadOnlySpan<uint> factors = blocks.Data.AsSpan((row >> blocks.Bits) * blocksInRow, blocksInRow);
            for (int x = 0; x < width; x += blockWidth)
            {
                Undo(pixels[x..Math.Min(x + blockWidth, width)], factors[x >> blocks.Bits]);
            }
        }
    }

    /// <summary>Undoes the "subtract green" transform.</summary>
    public static void AddGreen(Span<uint> pixels)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Span<Vector256<uint>> vectors = MemoryMarshal.Cast<uint, Vector256<uint>>(pixels);
            foreach (ref Vector256<uint> vector in vectors)
            {
                Vector256<uint> green = (vector >>> 8) & Vector256.Create(0xFFu);
                Vector256<uint> sums = (vector & Vector256.Create(RedAndBlue)) + (green | (green << 16));
                vector = (vector & Vector256.Create(GreenAndAlpha)) | (sums & Vector256.Create(RedAndBlue));
            }

            pixels = pixels[(vectors.Length * Vector256<uint>.Count)..];
        }

        AddGreenScalar(pixels);
    }

    internal static void AddGreenScalar(Span<uint> pixels)
    {
        foreach (ref uint pixel in pixels)
        {
            uint green = (pixel >> 8) & 0xFF;
            pixel = (pixel & GreenAndAlpha) | (((pixel & RedAndBlue) + (green | (green << 16))) & RedAndBlue);
        }
    }

    internal static void Undo(Span<uint> pixels, uint factors)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> greenToRed = Vector256.Create((int)(sbyte)factors),
                greenToBlue = Vector256.Create((int)(sbyte)(factors >> 8)),
                redToBlue = Vector256.Create((int)(sbyte)(factors >> 16));
            Span<Vector256<int>> vectors = MemoryMarshal.Cast<uint, Vector256<int>>(pixels);
            foreach (ref Vector256<int> vector in vectors)
            {
                Vector256<int> green = (vector << 16) >> 24;
                Vector256<int> red = (vector >> 16) + ((green * greenToRed) >> 5);
                Vector256<int> blue = vector + ((green * greenToBlue) >> 5) + ((((red << 24) >> 24) * redToBlue) >> 5);
                vector =
                    (vector & Vector256.Create(unchecked((int)GreenAndAlpha)))
                    | ((red & Vector256.Create(0xFF)) << 16)
                    | (blue & Vector256.Create(0xFF));
            }

            pixels = pixels[(vectors.Length * Vector256<int>.Count)..];
        }

        UndoScalar(pixels, factors);
    }

    internal static void UndoScalar(Span<uint> pixels, uint factors)
    {
        sbyte greenToRed = (sbyte)factors,
            greenToBlue = (sbyte)(factors >> 8),
            redToBlue = (sbyte)(factors >> 16);
        foreach (ref uint pixel in pixels)
        {
            sbyte green = (sbyte)(pixel >> 8);
            uint red = (byte)((pixel >> 16) + (uint)((greenToRed * green) >> 5));
            uint blue = (byte)(pixel + (uint)((greenToBlue * green) >> 5) + (uint)((redToBlue * (sbyte)red) >> 5));
            pixel = (pixel & GreenAndAlpha) | (red << 16) | blue;
        }
    }
}
