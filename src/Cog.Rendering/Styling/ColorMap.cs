using Cog.Rasters;
using Cog.Tiff;

namespace Cog.Rendering.Styling;

/// <summary>A colour with alpha for each value from 0 on. Values beyond the last are transparent.</summary>
/// <remarks>Built from a file's palette or from bytes, as tables of named colour maps hold them: 256 × RGBA.</remarks>
public sealed class ColorMap
{
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
        int divisor = tag.All(v => v <= 255) ? 1 : tag.All(v => v % 256 == 0) ? 256 : 257;
        uint[] colors = new uint[count];
        for (int i = 0; i < count; i++)
        {
            colors[i] = Pack((byte)(tag[i] / divisor), (byte)(tag[count + i] / divisor), (byte)(tag[(2 * count) + i] / divisor), 255);
        }

        return new(colors);
    }

    /// <summary>Colours a band: three bands of bytes, and the colours' alpha on top of the mask.</summary>
    /// <param name="indexes">One band of bytes or 16-bit samples.</param>
    /// <param name="destination">Three bands of bytes of the same size.</param>
    internal void Apply(Raster indexes, Raster destination)
    {
        bool isWide = indexes.SampleType == SampleType.UInt16;
        ReadOnlySpan<byte> narrow = isWide ? default : indexes.BandBytes(0);
        ReadOnlySpan<ushort> wide = isWide ? indexes.Band<ushort>(0) : default;
        ReadOnlySpan<byte> sourceMask = indexes.Mask;
        Span<byte> red = destination.BandBytes(0), green = destination.BandBytes(1), blue = destination.BandBytes(2), mask = destination.Mask;
        for (int i = 0; i < mask.Length; i++)
        {
            if (sourceMask[i] == 0)
            {
                (red[i], green[i], blue[i], mask[i]) = (0, 0, 0, 0);
                continue;
            }

            uint color = ColorOf(isWide ? wide[i] : narrow[i]);
            uint alpha = color >> 24;
            (red[i], green[i], blue[i]) = ((byte)color, (byte)(color >> 8), (byte)(color >> 16));
            mask[i] = alpha == 255 ? sourceMask[i] : (byte)(sourceMask[i] * alpha / 255);
        }
    }

    private uint ColorOf(int value) => (uint)value < (uint)_colors.Length ? _colors[value] : 0;

    private static uint Pack(byte red, byte green, byte blue, byte alpha) => red | ((uint)green << 8) | ((uint)blue << 16) | ((uint)alpha << 24);
}
