using System.Runtime.Intrinsics;

namespace Cog.Codecs;

internal static partial class HorizontalPredictor
{
    private static readonly Vector128<byte>[] s_lastPixel = MakeLastPixel();

    /// <summary>The same as <see cref="UndoRow"/> for pixels of at most 8 bytes.</summary>
    /// <remarks>
    /// Lanes: as many whole pixels as 16 bytes hold (of 3-byte pixels five, the last byte idle). A running sum inside the vector takes
    /// log2(pixels) steps: add the vector moved up by 1, 2, 4, 8 pixels; then the last pixel of the vector before is added to all.
    /// Where the step is less than 16 bytes a store spills into the next pixels, so those are loaded before it. Tail: scalar, from the
    /// vector that was loaded last. Additions wrap and are associative, so the result is that of the scalar loop.
    /// </remarks>
    internal static void UndoRowVectorized<T>(Span<T> row, int samplesPerPixel)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(row);
        int pixel = samplesPerPixel * Unsafe.SizeOf<T>();
        int step = 16 / pixel * pixel;
        int done = 0;

        if (bytes.Length >= 16 + step)
        {
            Vector128<byte> up1 = MoveUp(pixel),
                up2 = MoveUp(2 * pixel),
                up4 = MoveUp(4 * pixel),
                up8 = MoveUp(8 * pixel);
            Vector128<byte> last = s_lastPixel[pixel];
            Vector128<T> carry = Vector128<T>.Zero;
            ref byte at = ref MemoryMarshal.GetReference(bytes);
            Vector128<byte> next = Vector128.LoadUnsafe(ref at);

            for (; done + step + 16 <= bytes.Length; done += step)
            {
                Vector128<T> sum = next.As<byte, T>();
                next = Vector128.LoadUnsafe(ref at, (nuint)(done + step));

                sum += Shuffle(sum, up1);
                if (step > 2 * pixel)
                {
                    sum += Shuffle(sum, up2);
                }

                if (step > 4 * pixel)
                {
                    sum += Shuffle(sum, up4);
                }

                if (step > 8 * pixel)
                {
                    sum += Shuffle(sum, up8);
                }

                sum += carry;
                carry = Shuffle(sum, last);
                sum.AsByte().StoreUnsafe(ref at, (nuint)done);
            }

            next.StoreUnsafe(ref at, (nuint)done);
        }

        int index = done / Unsafe.SizeOf<T>();
        for (int i = Math.Max(index, samplesPerPixel); i < row.Length; i++)
        {
            row[i] += row[i - samplesPerPixel];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Shuffle<T>(Vector128<T> vector, Vector128<byte> indices)
        where T : unmanaged => Vector128.ShuffleNative(vector.AsByte(), indices).As<byte, T>();

    /// <summary>
    /// Each byte from <paramref name="distance"/> bytes below; 0xFF, which gives zero on x64 and arm64 alike, where there is none.
    /// </summary>
    private static Vector128<byte> MoveUp(int distance)
    {
        ReadOnlySpan<byte> indices =
        [
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
        ];
        return Vector128.Create(indices[Math.Max(16 - distance, 0)..]);
    }

    /// <summary>The last pixel of a step in place of every pixel, by pixel size.</summary>
    private static Vector128<byte>[] MakeLastPixel()
    {
        var shuffles = new Vector128<byte>[9];
        Span<byte> indices = stackalloc byte[16];
        for (int pixel = 1; pixel <= 8; pixel++)
        {
            for (int i = 0; i < 16; i++)
            {
                indices[i] = (byte)((((16 / pixel) - 1) * pixel) + (i % pixel));
            }

            shuffles[pixel] = Vector128.Create<byte>(indices);
        }

        return shuffles;
    }
}
