using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png;

/// <summary>At most 256 different colours, and for each pixel which one.</summary>
internal sealed class PngPalette
{
    private const int Slots = 1024; // Four times the most entries: short chains, and a power of two.

    private readonly uint[] _colors = new uint[256];
    private readonly byte[] _places = new byte[256];

    private PngPalette(byte[] indexes) => Indexes = indexes;

    /// <summary>How many colours.</summary>
    public int Count { get; private set; }

    /// <summary>One a pixel, in order of first appearance; see <see cref="Place"/>.</summary>
    public byte[] Indexes { get; }

    /// <summary>Counts the colours of three planes and their alpha.</summary>
    /// <returns>Null when there are more than 256.</returns>
    public static PngPalette? Find(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> alpha)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        Span<short> slots = stackalloc short[Slots];
        slots.Fill(-1);

        PngPalette? palette = null;
        uint last = 0;
        byte lastIndex = 0;
        for (int i = 0; i < red.Length; i++)
        {
            uint color = red[i] | ((uint)green[i] << 8) | ((uint)blue[i] << 16) | ((uint)(alpha.IsEmpty ? 255 : alpha[i]) << 24);
            if (palette is null || color != last)
            {
                palette ??= new PngPalette(new byte[red.Length]);
                if (palette.IndexOf(color, slots) is not { } index)
                {
                    return null;
                }

                (last, lastIndex) = (color, index);
            }

            palette.Indexes[i] = lastIndex;
        }

        palette?.PutTransparentFirst();
        return palette;
    }

    /// <summary>The number in the file of a colour of <see cref="Indexes"/>.</summary>
    public byte Place(byte index) => _places[index];

    /// <summary>Bits of one index.</summary>
    public int BitDepth => Count switch { <= 2 => 1, <= 4 => 2, <= 16 => 4, _ => 8 };

    /// <summary>PLTE.</summary>
    public byte[] ToPlte()
    {
        byte[] plte = new byte[Count * 3];
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _colors[i]);
            bytes[..3].CopyTo(plte.AsSpan(_places[i] * 3));
        }

        return plte;
    }

    /// <summary>tRNS: as long as the last entry that is not opaque.</summary>
    public byte[] ToTrns()
    {
        byte[] trns = new byte[_colors.AsSpan(0, Count).ToArray().Count(c => c >> 24 != 255)];
        for (int i = 0; i < Count; i++)
        {
            if (_places[i] < trns.Length)
            {
                trns[_places[i]] = (byte)(_colors[i] >> 24);
            }
        }

        return trns;
    }

    private byte? IndexOf(uint color, Span<short> slots)
    {
        // Fibonacci hashing: the product's high bits depend on every byte of the colour.
        int slot = (int)(color * 2654435769u >> 22);
        for (; slots[slot] >= 0; slot = (slot + 1) % Slots)
        {
            if (_colors[slots[slot]] == color)
            {
                return (byte)slots[slot];
            }
        }

        if (Count == 256)
        {
            return null;
        }

        slots[slot] = (short)Count;
        _colors[Count] = color;
        return (byte)Count++;
    }

    // tRNS may be cut off after the last entry that is not opaque (PNG section 11.3.1.1): so those come first.
    private void PutTransparentFirst()
    {
        int place = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_colors[i] >> 24 != 255)
            {
                _places[i] = (byte)place++;
            }
        }

        for (int i = 0; i < Count; i++)
        {
            if (_colors[i] >> 24 == 255)
            {
                _places[i] = (byte)place++;
            }
        }
    }
}
