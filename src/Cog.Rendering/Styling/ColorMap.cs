using Cog.Header;
using Cog.Rendering.Styling.Colors;

namespace Cog.Rendering.Styling;

/// <summary>A colour with alpha for values of one band. A value that has none is transparent.</summary>
/// <remarks>Not for concurrent use, but for <see cref="ColorTable"/>.</remarks>
internal abstract class ColorMap
{
    private const int Chunk = 1024;

    /// <summary>
    /// True: the colours of a ramp from the least to the largest value, so that samples are scaled to its bytes where a range is known.
    /// False: colours of the very values.
    /// </summary>
    public virtual bool IsRamp => false;

    /// <summary>The colour table that GDAL, and so rio-tiler, sees in a file; null when its samples are not indexes.</summary>
    public static ColorTable? Of(CogHeader header) => Colormap.ColorsOf(header) is { } colors ? new(colors) : null;

    /// <summary>Whether a file has a table (<see cref="Of"/>).</summary>
    public static bool IsIn(CogHeader header) => Colormap.IsIn(header);

    /// <summary>A colour as one number: red in the lowest byte, alpha in the highest.</summary>
    public static uint Pack(byte red, byte green, byte blue, byte alpha) =>
        red | ((uint)green << 8) | ((uint)blue << 16) | ((uint)alpha << 24);

    /// <summary>Colours a band: three bands of bytes, and the colours' alpha on top of the mask.</summary>
    /// <param name="values">One band of a real type.</param>
    /// <param name="destination">Three bands of bytes of the same size.</param>
    /// <param name="clearsMasked">True: pixels that are not to be seen become 0; false: they are coloured like the others.</param>
    internal void Apply(Raster values, Raster destination, bool clearsMasked)
    {
        Span<uint> colors = stackalloc uint[Chunk];
        ReadOnlySpan<byte> sourceMask = values.Mask;
        Span<byte> red = destination.BandBytes(0),
            green = destination.BandBytes(1),
            blue = destination.BandBytes(2),
            mask = destination.Mask;
        for (int start = 0; start < mask.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, mask.Length - start);
            Find(values, start, colors[..count]);
            for (int i = start; i < start + count; i++)
            {
                uint color = colors[i - start],
                    alpha = color >> 24;
                mask[i] = alpha == 255 ? sourceMask[i] : (byte)(sourceMask[i] * alpha / 255);
                color = clearsMasked && mask[i] == 0 ? 0 : color;
                (red[i], green[i], blue[i]) = ((byte)color, (byte)(color >> 8), (byte)(color >> 16));
            }
        }
    }

    /// <summary>Finds the colours of some pixels, one after the other; 0 for none.</summary>
    /// <param name="values">One band.</param>
    /// <param name="start">The first pixel.</param>
    /// <param name="colors">At most 1024.</param>
    protected abstract void Find(Raster values, int start, Span<uint> colors);

    /// <summary>Samples as numbers.</summary>
    /// <param name="values">One band.</param>
    /// <param name="start">The first pixel.</param>
    /// <param name="numbers">At most 1024.</param>
    private protected static void Read(Raster values, int start, Span<double> numbers) =>
        SampleReader.Read(values.BandBytes(0)[(start * values.SampleType.ByteSize())..], values.SampleType, numbers);
}
