namespace Cog.Codecs.Jpeg.Pixels;

// Vector<T>: 256 bits where AVX2 is, 128 elsewhere, of 16-bit lanes. Each method answers how many elements it did; the scalar loop does the
// tail.
// 8-bit samples only: their sums, at most 4 * 4 * 255 + 8, stay far below 2^16, so lanes cannot wrap and equal the scalar ints.
internal static partial class Upsampler
{
    private static int BlendVectors(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, Span<ushort> sums)
    {
        int i = 0;
        for (; i <= near.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(near[i..]), out Vector<ushort> nearLow, out Vector<ushort> nearHigh);
            Vector.Widen(new Vector<byte>(far[i..]), out Vector<ushort> farLow, out Vector<ushort> farHigh);
            (nearLow + nearLow + nearLow + farLow).CopyTo(sums[i..]);
            (nearHigh + nearHigh + nearHigh + farHigh).CopyTo(sums[(i + Vector<ushort>.Count)..]);
        }

        return i;
    }

    private static int WidenVectors(ReadOnlySpan<byte> samples, Span<ushort> sums)
    {
        int i = 0;
        for (; i <= samples.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(samples[i..]), out Vector<ushort> low, out Vector<ushort> high);
            low.CopyTo(sums[i..]);
            high.CopyTo(sums[(i + Vector<ushort>.Count)..]);
        }

        return i;
    }

    private static int DoubleWidthVectors(ReadOnlySpan<ushort> sums, Span<byte> output, int evenBias, int oddBias, int shift)
    {
        if (!BitConverter.IsLittleEndian)
        {
            return 0; // The low byte of a lane is the sample that comes first.
        }

        var evens = new Vector<ushort>((ushort)evenBias);
        var odds = new Vector<ushort>((ushort)oddBias);
        Span<ushort> pairs = MemoryMarshal.Cast<byte, ushort>(output);
        int i = 0;
        for (; i <= sums.Length - 2 - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            var center = new Vector<ushort>(sums[(i + 1)..]);
            center = center + center + center;
            Vector<ushort> even = (center + new Vector<ushort>(sums[i..]) + evens) >>> shift;
            Vector<ushort> odd = (center + new Vector<ushort>(sums[(i + 2)..]) + odds) >>> shift;
            (even | (odd << 8)).CopyTo(pairs[i..]);
        }

        return i;
    }
}
