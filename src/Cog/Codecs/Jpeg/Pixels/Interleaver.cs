using System.Runtime.Intrinsics;

namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>Turns rows of single components into a row of pixels.</summary>
internal static class Interleaver
{
    private const byte X = 255; // Past the vector: a shuffle makes it zero.

    /// <summary>Puts one component into every pixel of a row.</summary>
    /// <param name="samples">One for each pixel.</param>
    /// <param name="output">The row, from this component's place in the first pixel on.</param>
    /// <param name="samplesPerPixel">From one pixel to the next.</param>
    public static void Scatter<T>(ReadOnlySpan<T> samples, Span<T> output, int samplesPerPixel)
    {
        if (samplesPerPixel == 1)
        {
            samples.CopyTo(output);
            return;
        }

        for (int i = 0, at = 0; i < samples.Length; i++, at += samplesPerPixel)
        {
            output[at] = samples[i];
        }
    }

    /// <summary>Interleaves three components.</summary>
    public static void Three<T>(ReadOnlySpan<T> red, ReadOnlySpan<T> green, ReadOnlySpan<T> blue, Span<T> output)
        where T : unmanaged
    {
        int i = 0;
        if (typeof(T) == typeof(byte) && Vector128.IsHardwareAccelerated)
        {
            for (; i <= red.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
            {
                Store(MemoryMarshal.Cast<T, byte>(output[(3 * i)..]), Load(red[i..]), Load(green[i..]), Load(blue[i..]));
            }
        }

        for (; i < red.Length; i++)
        {
            output[3 * i] = red[i];
            output[(3 * i) + 1] = green[i];
            output[(3 * i) + 2] = blue[i];
        }

        static Vector128<byte> Load(ReadOnlySpan<T> samples) => Vector128.Create(MemoryMarshal.Cast<T, byte>(samples));
    }

    /// <summary>Stores 16 pixels of three bytes: each of three vectors is a shuffle of each component.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<byte> output, Vector128<byte> red, Vector128<byte> green, Vector128<byte> blue)
    {
        (
            Vector128.Shuffle(red, Vector128.Create((byte)0, X, X, 1, X, X, 2, X, X, 3, X, X, 4, X, X, 5))
            | Vector128.Shuffle(green, Vector128.Create((byte)X, 0, X, X, 1, X, X, 2, X, X, 3, X, X, 4, X, X))
            | Vector128.Shuffle(blue, Vector128.Create((byte)X, X, 0, X, X, 1, X, X, 2, X, X, 3, X, X, 4, X))
        ).CopyTo(output);
        (
            Vector128.Shuffle(red, Vector128.Create((byte)X, X, 6, X, X, 7, X, X, 8, X, X, 9, X, X, 10, X))
            | Vector128.Shuffle(green, Vector128.Create((byte)5, X, X, 6, X, X, 7, X, X, 8, X, X, 9, X, X, 10))
            | Vector128.Shuffle(blue, Vector128.Create((byte)X, 5, X, X, 6, X, X, 7, X, X, 8, X, X, 9, X, X))
        ).CopyTo(output[16..]);
        (
            Vector128.Shuffle(red, Vector128.Create((byte)X, 11, X, X, 12, X, X, 13, X, X, 14, X, X, 15, X, X))
            | Vector128.Shuffle(green, Vector128.Create((byte)X, X, 11, X, X, 12, X, X, 13, X, X, 14, X, X, 15, X))
            | Vector128.Shuffle(blue, Vector128.Create((byte)10, X, X, 11, X, X, 12, X, X, 13, X, X, 14, X, X, 15))
        ).CopyTo(output[32..]);
    }
}
