using Cog.Rendering.Styling.Colors;
using Cog.Tiff;

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

    /// <summary>Tag 320 (TIFF 6.0 section 5): all reds, then greens, then blues, 16 bits each.</summary>
    /// <remarks>
    /// To 8 bits as GDAL does: by 257, which 0xFFFF asks for; by 256 when every value is a multiple of that (writers that shift by 8 bits);
    /// as they are when none exceeds 255 (writers that took the tag for bytes).
    /// </remarks>
    public static ColorTable FromTag(IReadOnlyList<ushort> tag)
    {
        int count = tag.Count / 3;
        int divisor =
            tag.All(v => v <= 255) ? 1
            : tag.All(v => v % 256 == 0) ? 256
            : 257;
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            colors[i] = Pack((byte)(tag[i] / divisor), (byte)(tag[count + i] / divisor), (byte)(tag[(2 * count) + i] / divisor), 255);
        }

        return new(colors);
    }

    /// <summary>The colour table that GDAL, and so rio-tiler, sees in a file; null when its samples are not indexes.</summary>
    /// <remarks>
    /// Tag 320, in which the nodata value is transparent. And what no file holds: black and white for one bit a pixel (GTiffBitmapBand),
    /// and white to black for samples
    /// of up to 16 bits that count darkness (PhotometricInterpretation 0; the samples themselves are not inverted).
    /// </remarks>
    public static ColorTable? Of(CogHeader header)
    {
        Ifd image = header.Image;
        if (!IsIn(header))
        {
            return null;
        }

        if (image.Photometric != PhotometricInterpretation.Palette || image.ColorMap is not { } tag)
        {
            return Gray(1 << image.BitsPerSample, image.Photometric == PhotometricInterpretation.MinIsWhite);
        }

        ColorTable map = FromTag(tag);
        return header.NoData?.Value is { } noData && noData >= 0 && noData < map.Count ? map.WithTransparent((int)noData) : map;
    }

    /// <summary>Whether a file has a table (<see cref="Of"/>).</summary>
    public static bool IsIn(CogHeader header)
    {
        Ifd image = header.Image;
        return (image.Photometric == PhotometricInterpretation.Palette && image.ColorMap is not null)
            || (image.Photometric == PhotometricInterpretation.MinIsWhite && image.BitsPerSample <= 16)
            || image is { BitsPerSample: 1, SamplesPerPixel: 1 };
    }

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

    private static ColorTable Gray(int count, bool isInverted)
    {
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            byte gray = (byte)(255 * (isInverted ? count - 1 - i : i) / (count - 1));
            colors[i] = Pack(gray, gray, gray, 255);
        }

        return new(colors);
    }
}
