using System.Runtime.Intrinsics;

namespace Cog.Codecs;

internal static partial class SampleUnpacker
{
    private static readonly Vector128<byte>[] s_takes = MakeTakes();

    /// <summary>
    /// The same as <see cref="Deinterleave(ReadOnlySpan{byte}, int, int, int, Span{byte}, int)"/> for up to four samples of 1, 2 or 4
    /// bytes.
    /// </summary>
    /// <remarks>
    /// Lanes: 16 bytes of the plane, from samplesPerPixel vectors of pixels; a shuffle takes from each what is the wanted sample's, zero
    /// elsewhere, and the results are joined by OR. Tail: the scalar loop. Only moves bytes, so equality is exact.
    /// </remarks>
    internal static void DeinterleaveVectorized(ReadOnlySpan<byte> row, int samplesPerPixel, int sample, int size, Span<byte> to)
    {
        int entry = TakeIndex(samplesPerPixel, sample, size);
        Vector128<byte> take0 = s_takes[entry],
            take1 = s_takes[entry + 1],
            take2 = s_takes[entry + 2],
            take3 = s_takes[entry + 3];
        ref byte pixels = ref MemoryMarshal.GetReference(row);
        ref byte plane = ref MemoryMarshal.GetReference(to);
        int done = 0;

        for (; done + 16 <= to.Length && (long)(done + 16) * samplesPerPixel <= row.Length; done += 16)
        {
            nuint at = (nuint)done * (nuint)samplesPerPixel;
            Vector128<byte> taken =
                Vector128.ShuffleNative(Vector128.LoadUnsafe(ref pixels, at), take0)
                | Vector128.ShuffleNative(Vector128.LoadUnsafe(ref pixels, at + 16), take1);
            if (samplesPerPixel > 2)
            {
                taken |= Vector128.ShuffleNative(Vector128.LoadUnsafe(ref pixels, at + 32), take2);
            }

            if (samplesPerPixel > 3)
            {
                taken |= Vector128.ShuffleNative(Vector128.LoadUnsafe(ref pixels, at + 48), take3);
            }

            taken.StoreUnsafe(ref plane, (nuint)done);
        }

        Deinterleave(row, samplesPerPixel, sample, size, to, done / size);
    }

    private static int TakeIndex(int samplesPerPixel, int sample, int size) => (((((size >> 1) * 5) + samplesPerPixel) * 4) + sample) * 4;

    // Where each byte of the plane lies in one of the vectors of pixels; 0xFF, which gives zero, when it is not in this one.
    private static Vector128<byte>[] MakeTakes()
    {
        var takes = new Vector128<byte>[TakeIndex(4, 3, 4) + 4];
        Span<byte> indices = stackalloc byte[16];

        for (int size = 1; size <= 4; size *= 2)
        {
            for (int samplesPerPixel = 1; samplesPerPixel <= 4; samplesPerPixel++)
            {
                for (int sampleAndVector = 0; sampleAndVector < samplesPerPixel * 4; sampleAndVector++)
                {
                    (int sample, int vector) = (sampleAndVector / 4, sampleAndVector % 4);
                    for (int i = 0; i < 16; i++)
                    {
                        int at = (((i / size * samplesPerPixel) + sample) * size) + (i % size) - (vector * 16);
                        indices[i] = at is >= 0 and < 16 ? (byte)at : (byte)0xFF;
                    }

                    takes[TakeIndex(samplesPerPixel, sample, size) + vector] = Vector128.Create<byte>(indices);
                }
            }
        }

        return takes;
    }
}
