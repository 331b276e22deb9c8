using System.Runtime.Intrinsics;

namespace Cog.Codecs.WebP.Lossy;

/// <summary>Predicts blocks from the pixels above and to the left (RFC 6386 section 12), in the plane itself.</summary>
/// <remarks>
/// Unsafe: a plane has a row above its first one and columns to the left of its first one, so that there are neighbours for every block;
/// <see cref="Plane"/> makes it so.
/// </remarks>
internal static unsafe class IntraPrediction
{
    private const int NoNeighbours = 128;

    /// <summary>Predicts a block of 16 × 16 or 8 × 8.</summary>
    /// <param name="mode">How.</param>
    /// <param name="pixels">Its first pixel.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="size">16 or 8.</param>
    /// <param name="edges">Whether there is a block above, and one to the left: DC does not count what is not there.</param>
    public static void Predict(PredictionMode mode, byte* pixels, int stride, int size, (bool HasAbove, bool HasLeft) edges)
    {
        byte* above = pixels - stride;
        switch (mode)
        {
            case PredictionMode.Vertical:
                Vector128<byte> row = size == 16 ? Vector128.Load(above) : Vector128.CreateScalar(*(ulong*)above).AsByte();
                for (int y = 0; y < size; y++, pixels += stride)
                {
                    Store(row, pixels, size);
                }

                break;
            case PredictionMode.Horizontal:
                for (int y = 0; y < size; y++, pixels += stride)
                {
                    Store(Vector128.Create(pixels[-1]), pixels, size);
                }

                break;
            case PredictionMode.TrueMotion:
                PredictTrueMotion(pixels, stride, size);
                break;
            default:
                Vector128<byte> mean = Vector128.Create((byte)MeanOf(pixels, stride, size, edges));
                for (int y = 0; y < size; y++, pixels += stride)
                {
                    Store(mean, pixels, size);
                }

                break;
        }
    }

    /// <summary>Predicts a subblock of 4 × 4.</summary>
    /// <param name="mode">How.</param>
    /// <param name="pixels">Its first pixel.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="right">The four pixels above and to its right.</param>
    public static void PredictSubblock(SubblockMode mode, byte* pixels, int stride, uint right)
    {
        switch (mode)
        {
            case SubblockMode.TrueMotion:
                PredictTrueMotion(pixels, stride, 4);
                return;
            case SubblockMode.Dc:
                PredictSubblockDc(pixels, stride);
                return;
        }

        // The edge, from the lowest pixel at the left by the corner to the rightmost above (section 12.3): L K J I M A B C D E F G H.
        byte* edge = stackalloc byte[16];
        edge[0] = pixels[(3 * stride) - 1];
        edge[1] = pixels[(2 * stride) - 1];
        edge[2] = pixels[stride - 1];
        edge[3] = pixels[-1];
        edge[4] = pixels[-stride - 1];
        *(uint*)(edge + 5) = *(uint*)(pixels - stride);
        *(uint*)(edge + 9) = right;
        switch (mode)
        {
            case SubblockMode.Vertical:
                uint means = Pack(Mean3(edge + 5), Mean3(edge + 6), Mean3(edge + 7), Mean3(edge + 8));
                StoreRows(pixels, stride, means, means, means, means);
                break;
            case SubblockMode.Horizontal:
                StoreRows(
                    pixels,
                    stride,
                    0x0101_0101u * (uint)Mean3(edge + 3),
                    0x0101_0101u * (uint)Mean3(edge + 2),
                    0x0101_0101u * (uint)Mean3(edge + 1),
                    0x0101_0101u * (uint)Mean3(edge[1], edge[0], edge[0])
                );
                break;
            case SubblockMode.LeftDown:
                PredictLeftDown(edge + 5, pixels, stride);
                break;
            case SubblockMode.RightDown:
                PredictRightDown(edge, pixels, stride);
                break;
            case SubblockMode.VerticalRight:
                PredictVerticalRight(edge, pixels, stride);
                break;
            case SubblockMode.VerticalLeft:
                PredictVerticalLeft(edge + 5, pixels, stride);
                break;
            case SubblockMode.HorizontalDown:
                PredictHorizontalDown(edge, pixels, stride);
                break;
            default:
                PredictHorizontalUp(edge, pixels, stride);
                break;
        }
    }

    private static void Store(Vector128<byte> row, byte* pixels, int size)
    {
        if (size == 16)
        {
            row.Store(pixels);
        }
        else
        {
            *(ulong*)pixels = row.AsUInt64().ToScalar();
        }
    }

    // left + above - corner, clamped.
    private static void PredictTrueMotion(byte* pixels, int stride, int size)
    {
        byte* above = pixels - stride;
        Vector128<byte> bytes = size switch
        {
            16 => Vector128.Load(above),
            8 => Vector128.CreateScalar(*(ulong*)above).AsByte(),
            _ => Vector128.CreateScalar(*(uint*)above).AsByte(),
        };
        Vector128<short> corner = Vector128.Create((short)above[-1]),
            low = Vector128.WidenLower(bytes).AsInt16() - corner,
            high = Vector128.WidenUpper(bytes).AsInt16() - corner;
        for (int y = 0; y < size; y++, pixels += stride)
        {
            Vector128<short> left = Vector128.Create((short)pixels[-1]);
            Vector128<byte> row = Saturation.ToBytes(left + low, left + high);
            if (size == 4)
            {
                *(uint*)pixels = row.AsUInt32().ToScalar();
            }
            else
            {
                Store(row, pixels, size);
            }
        }
    }

    private static int MeanOf(byte* pixels, int stride, int size, (bool HasAbove, bool HasLeft) edges)
    {
        int sum = 0,
            count = 0;
        if (edges.HasAbove)
        {
            count += size;
            for (int x = 0; x < size; x++)
            {
                sum += pixels[x - stride];
            }
        }

        if (edges.HasLeft)
        {
            count += size;
            for (int y = 0; y < size; y++)
            {
                sum += pixels[(y * stride) - 1];
            }
        }

        return count == 0 ? NoNeighbours : (sum + (count / 2)) / count;
    }

    private static void PredictSubblockDc(byte* pixels, int stride)
    {
        int sum = 4;
        for (int i = 0; i < 4; i++)
        {
            sum += pixels[i - stride] + pixels[(i * stride) - 1];
        }

        uint mean = 0x0101_0101u * (uint)(sum >> 3);
        StoreRows(pixels, stride, mean, mean, mean, mean);
    }

    private static int Mean2(byte* pixels) => (pixels[0] + pixels[1] + 1) >> 1;

    // Of a pixel and its neighbours.
    private static int Mean3(byte* pixel) => Mean3(pixel[-1], pixel[0], pixel[1]);

    private static int Mean3(int before, int pixel, int after) => (before + (2 * pixel) + after + 2) >> 2;

    private static uint Pack(int first, int second, int third, int fourth) =>
        (uint)(first | (second << 8) | (third << 16) | (fourth << 24));

    private static void StoreRows(byte* pixels, int stride, uint first, uint second, uint third, uint fourth)
    {
        *(uint*)pixels = first;
        *(uint*)(pixels + stride) = second;
        *(uint*)(pixels + (2 * stride)) = third;
        *(uint*)(pixels + (3 * stride)) = fourth;
    }

    // Each row is the one above, moved to the left by one pixel.
    private static void PredictLeftDown(byte* above, byte* pixels, int stride)
    {
        ulong means =
            Pack(Mean3(above + 1), Mean3(above + 2), Mean3(above + 3), Mean3(above + 4))
            | ((ulong)Pack(Mean3(above + 5), Mean3(above + 6), Mean3(above[6], above[7], above[7]), 0) << 32);
        StoreRows(pixels, stride, (uint)means, (uint)(means >> 8), (uint)(means >> 16), (uint)(means >> 24));
    }

    // Each row is the one below, moved to the left by one pixel.
    private static void PredictRightDown(byte* edge, byte* pixels, int stride)
    {
        ulong means =
            Pack(Mean3(edge + 1), Mean3(edge + 2), Mean3(edge + 3), Mean3(edge + 4))
            | ((ulong)Pack(Mean3(edge + 5), Mean3(edge + 6), Mean3(edge + 7), 0) << 32);
        StoreRows(pixels, stride, (uint)(means >> 24), (uint)(means >> 16), (uint)(means >> 8), (uint)means);
    }

    private static void PredictVerticalRight(byte* edge, byte* pixels, int stride)
    {
        uint means2 = Pack(Mean2(edge + 4), Mean2(edge + 5), Mean2(edge + 6), Mean2(edge + 7)),
            means3 = Pack(Mean3(edge + 4), Mean3(edge + 5), Mean3(edge + 6), Mean3(edge + 7));
        StoreRows(pixels, stride, means2, means3, (means2 << 8) | (uint)Mean3(edge + 3), (means3 << 8) | (uint)Mean3(edge + 2));
    }

    private static void PredictVerticalLeft(byte* above, byte* pixels, int stride)
    {
        uint means2 = Pack(Mean2(above), Mean2(above + 1), Mean2(above + 2), Mean2(above + 3)),
            means3 = Pack(Mean3(above + 1), Mean3(above + 2), Mean3(above + 3), Mean3(above + 4));
        StoreRows(
            pixels,
            stride,
            means2,
            means3,
            (means2 >> 8) | ((uint)Mean3(above + 5) << 24),
            (means3 >> 8) | ((uint)Mean3(above + 6) << 24)
        );
    }

    // Each row is the one above, moved to the right by two pixels.
    private static void PredictHorizontalDown(byte* edge, byte* pixels, int stride)
    {
        uint lowest = Pack(Mean2(edge), Mean3(edge + 1), Mean2(edge + 1), Mean3(edge + 2)),
            middle = Pack(Mean2(edge + 2), Mean3(edge + 3), Mean2(edge + 3), Mean3(edge + 4)),
            highest = Pack(Mean3(edge + 5), Mean3(edge + 6), 0, 0);
        StoreRows(pixels, stride, (highest << 16) | (middle >> 16), middle, (middle << 16) | (lowest >> 16), lowest);
    }

    // Each row is the one above, moved to the left by two pixels.
    private static void PredictHorizontalUp(byte* edge, byte* pixels, int stride)
    {
        uint lowest = edge[0],
            first = Pack(Mean2(edge + 2), Mean3(edge + 2), Mean2(edge + 1), Mean3(edge + 1)),
            last = Pack(Mean2(edge), Mean3(edge[1], (int)lowest, (int)lowest), (int)lowest, (int)lowest);
        StoreRows(pixels, stride, first, (first >> 16) | (last << 16), last, 0x0101_0101u * lowest);
    }
}
