using Cog.Tiff;

namespace Cog.Rendering.Styling;

/// <summary>A colour with alpha for each value from 0 on. Values beyond the last are transparent.</summary>
/// <remarks>Built from a file's palette or from bytes, as tables of named colour maps hold them: 256 × RGBA.</remarks>
internal sealed class ColorMap
{
    private const int Chunk = 1024;

    private readonly uint[] _colors;

    private ColorMap(uint[] colors) => _colors = colors;

    /// <summary>How many values have a colour.</summary>
    public int Count => _colors.Length;

    /// <summary>The colour of a value.</summary>
    public (byte Red, byte Green, byte Blue, byte Alpha) this[int value]
    {
        get
        {
            uint color = ColorOf(value);
            return ((byte)color, (byte)(color >> 8), (byte)(color >> 16), (byte)(color >> 24));
        }
    }

    /// <summary>A map from its colours in order.</summary>
    /// <param name="rgba">Four bytes a colour.</param>
    public static ColorMap FromRgba(ReadOnlySpan<byte> rgba)
    {
        uint[] colors = new uint[rgba.Length / 4];
        for (int i = 0; i < colors.Length; i++)
        {
            colors[i] = Pack(rgba[4 * i], rgba[(4 * i) + 1], rgba[(4 * i) + 2], rgba[(4 * i) + 3]);
        }

        return new(colors);
    }

    /// <summary>Tag 320 (TIFF 6.0 section 5): all reds, then greens, then blues, 16 bits each.</summary>
    /// <remarks>
    /// To 8 bits as GDAL does: by 257, which 0xFFFF asks for; by 256 when every value is a multiple of that (writers that shift by 8 bits);
    /// as they are when none exceeds 255 (writers that took the tag for bytes).
    /// </remarks>
    public static ColorMap FromTag(IReadOnlyList<ushort> tag)
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
    public static ColorMap? Of(CogHeader header)
    {
        Ifd image = header.Image;
        if (!IsIn(header))
        {
            return null;
        }

        if (image.Photometric != PhotometricInterpretation.Palette || image.ColorMap is not { } tag)
        {
            return Ramp(1 << image.BitsPerSample, image.Photometric == PhotometricInterpretation.MinIsWhite);
        }

        ColorMap map = FromTag(tag);
        if (header.NoData?.Value is { } noData && noData >= 0 && noData < map.Count)
        {
            map._colors[(int)noData] &= 0x00FF_FFFF;
        }

        return map;
    }

    /// <summary>Whether a file has a table (<see cref="Of"/>).</summary>
    public static bool IsIn(CogHeader header)
    {
        Ifd image = header.Image;
        return (image.Photometric == PhotometricInterpretation.Palette && image.ColorMap is not null)
            || (image.Photometric == PhotometricInterpretation.MinIsWhite && image.BitsPerSample <= 16)
            || image is { BitsPerSample: 1, SamplesPerPixel: 1 };
    }

    /// <summary>Colours a band: three bands of bytes, and the colours' alpha on top of the mask.</summary>
    /// <param name="indexes">One band of a real type. What is not an index, or none of this map, is transparent; signed bytes wrap
    /// round.</param>
    /// <param name="destination">Three bands of bytes of the same size.</param>
    /// <param name="clearsMasked">True: masked pixels become 0; false: they are coloured like the others.</param>
    internal void Apply(Raster indexes, Raster destination, bool clearsMasked)
    {
        Span<int> values = stackalloc int[Chunk];
        ReadOnlySpan<byte> sourceMask = indexes.Mask;
        Span<byte> red = destination.BandBytes(0),
            green = destination.BandBytes(1),
            blue = destination.BandBytes(2),
            mask = destination.Mask;
        for (int start = 0; start < mask.Length; start += Chunk)
        {
            int count = Math.Min(Chunk, mask.Length - start);
            ReadIndexes(indexes, start, values[..count]);
            for (int i = start; i < start + count; i++)
            {
                uint color = clearsMasked && sourceMask[i] == 0 ? 0 : ColorOf(values[i - start]);
                uint alpha = color >> 24;
                (red[i], green[i], blue[i]) = ((byte)color, (byte)(color >> 8), (byte)(color >> 16));
                mask[i] = alpha == 255 ? sourceMask[i] : (byte)(sourceMask[i] * alpha / 255);
            }
        }
    }

    private static void ReadIndexes(Raster raster, int start, Span<int> indexes)
    {
        switch (raster.SampleType)
        {
            case SampleType.UInt8 or SampleType.Int8:
                ReadOnlySpan<byte> bytes = raster.BandBytes(0)[start..];
                for (int i = 0; i < indexes.Length; i++)
                {
                    indexes[i] = bytes[i];
                }

                break;
            case SampleType.UInt16:
                ReadOnlySpan<ushort> words = raster.Band<ushort>(0)[start..];
                for (int i = 0; i < indexes.Length; i++)
                {
                    indexes[i] = words[i];
                }

                break;
            default:
                Span<double> values = stackalloc double[Chunk];
                SampleReader.Read(
                    raster.BandBytes(0)[(start * raster.SampleType.ByteSize())..],
                    raster.SampleType,
                    values[..indexes.Length]
                );
                for (int i = 0; i < indexes.Length; i++)
                {
                    indexes[i] = values[i] is >= 0 and <= ushort.MaxValue && double.IsInteger(values[i]) ? (int)values[i] : -1;
                }

                break;
        }
    }

    private static ColorMap Ramp(int count, bool isInverted)
    {
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            byte gray = (byte)(255 * (isInverted ? count - 1 - i : i) / (count - 1));
            colors[i] = Pack(gray, gray, gray, 255);
        }

        return new(colors);
    }

    private uint ColorOf(int value) => (uint)value < (uint)_colors.Length ? _colors[value] : 0;

    private static uint Pack(byte red, byte green, byte blue, byte alpha) =>
        red | ((uint)green << 8) | ((uint)blue << 16) | ((uint)alpha << 24);
}
