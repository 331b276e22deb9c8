namespace Cog.Codecs.Jpeg.Pixels;

/// <summary>
/// Brings rows of a component to the size of the image, with the filters and the rounding of libjpeg's "fancy upsampling".
/// </summary>
/// <remarks>
/// Each new sample lies a quarter from the nearer old one, so it is 3/4 of that and 1/4 of the further one. Two ways of rounding take
/// turns, so that no bias is left. At edges the missing neighbour is the edge itself. Sums of both directions fit 16 bits, for 12-bit
/// samples, too.
/// </remarks>
internal static partial class Upsampler
{
    /// <summary>Sums that a row of <paramref name="width"/> samples needs as scratch: one more at each end.</summary>
    public static int SumsFor(int width) => width + 2;

    /// <summary>One row at the size of the image.</summary>
    /// <param name="component">Its geometry.</param>
    /// <param name="plane">Its samples.</param>
    /// <param name="row">Row of the image.</param>
    /// <param name="output">Scratch, <see cref="FrameComponent.Width"/> * <see cref="FrameComponent.HorizontalRepeat"/>.</param>
    /// <param name="sums">Scratch, <see cref="SumsFor"/> of the component's width.</param>
    /// <returns>In <paramref name="plane"/> or in <paramref name="output"/>; at least the image's width.</returns>
    public static ReadOnlySpan<T> Row<T>(FrameComponent component, ReadOnlySpan<T> plane, int row, Span<T> output, Span<ushort> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        int nearRow = row / component.VerticalRepeat;
        int farRow = Math.Clamp(nearRow + ((row & 1) == 0 ? -1 : 1), 0, component.Height - 1);
        ReadOnlySpan<T> near = plane.Slice(nearRow * component.Stride, component.Width);
        ReadOnlySpan<T> far = plane.Slice(farRow * component.Stride, component.Width);
        output = output[..(component.Width * component.HorizontalRepeat)];
        sums = sums[..SumsFor(component.Width)];

        switch (component.Upsampling)
        {
            case Upsampling.None:
                return near;
            case Upsampling.FancyVertical:
                Blend(near, far, sums[1..]);
                Finish(sums.Slice(1, near.Length), output, bias: 1 + (row & 1), shift: 2);
                break;
            case Upsampling.FancyHorizontal:
                Widen(near, sums[1..]);
                DoubleWidth(sums, output, evenBias: 1, oddBias: 2, shift: 2);
                break;
            case Upsampling.FancyBoth:
                Blend(near, far, sums[1..]);
                DoubleWidth(sums, output, evenBias: 8, oddBias: 7, shift: 4);
                break;
            default:
                Repeat(near, output, component.HorizontalRepeat);
                break;
        }

        return output;
    }

    /// <summary>Three times the near sample and once the far one.</summary>
    internal static void Blend<T>(ReadOnlySpan<T> near, ReadOnlySpan<T> far, Span<ushort> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        int done = typeof(T) == typeof(byte) ? BlendVectors(MemoryMarshal.Cast<T, byte>(near), MemoryMarshal.Cast<T, byte>(far), sums) : 0;
        for (int i = done; i < near.Length; i++)
        {
            sums[i] = (ushort)((3 * int.CreateTruncating(near[i])) + int.CreateTruncating(far[i]));
        }
    }

    /// <summary>Samples as sums.</summary>
    internal static void Widen<T>(ReadOnlySpan<T> samples, Span<ushort> sums)
        where T : unmanaged, IBinaryInteger<T>
    {
        int done = typeof(T) == typeof(byte) ? WidenVectors(MemoryMarshal.Cast<T, byte>(samples), sums) : 0;
        for (int i = done; i < samples.Length; i++)
        {
            sums[i] = ushort.CreateTruncating(samples[i]);
        }
    }

    /// <summary>The filter across: two samples for each sum.</summary>
    /// <param name="sums">The row, with a place before and behind it for the neighbours that are missing.</param>
    /// <param name="output">Twice as many samples.</param>
    /// <param name="evenBias">Added to a sum and its left neighbour.</param>
    /// <param name="oddBias">Added to a sum and its right neighbour.</param>
    /// <param name="shift">The scale of the result: 2, or 4 when the sums are scaled by 4.</param>
    internal static void DoubleWidth<T>(Span<ushort> sums, Span<T> output, int evenBias, int oddBias, int shift)
        where T : unmanaged, IBinaryInteger<T>
    {
        int width = sums.Length - 2;
        sums[0] = sums[1];
        sums[width + 1] = sums[width];

        int done = typeof(T) == typeof(byte) ? DoubleWidthVectors(sums, MemoryMarshal.Cast<T, byte>(output), evenBias, oddBias, shift) : 0;
        for (int i = done; i < width; i++)
        {
            int center = 3 * sums[i + 1];
            output[2 * i] = T.CreateTruncating((center + sums[i] + evenBias) >> shift);
            output[(2 * i) + 1] = T.CreateTruncating((center + sums[i + 2] + oddBias) >> shift);
        }
    }

    private static void Finish<T>(ReadOnlySpan<ushort> sums, Span<T> output, int bias, int shift)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < sums.Length; i++)
        {
            output[i] = T.CreateTruncating((sums[i] + bias) >> shift);
        }
    }

    private static void Repeat<T>(ReadOnlySpan<T> samples, Span<T> output, int count)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            output.Slice(i * count, count).Fill(samples[i]);
        }
    }
}
