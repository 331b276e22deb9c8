using System.Buffers.Binary;

namespace Cog.Rendering.Encoding.Png;

/// <summary>At most 256 different colours, numbered in order of first appearance.</summary>
internal sealed class PngPalette
{
    private const int Slots = 512; // Twice the most entries, and a power of two.

    private readonly uint[] _colors = new uint[256];
    private readonly short[] _slots = new short[Slots];

    private PngPalette() => _slots.AsSpan().Fill(-1);

    /// <summary>How many colours.</summary>
    public int Count { get; private set; }

    /// <summary>Counts the colours of three planes and their alpha.</summary>
    /// <returns>Null when there are more than 256.</returns>
    public static PngPalette? Find(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> alpha)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        var palette = new PngPalette();
        uint last = 0;
        for (int i = 0; i < red.Length; i++)
        {
            uint color = ColorOf(red[i], green[i], blue[i], alpha.IsEmpty ? (byte)255 : alpha[i]);
            if (i > 0 && color == last)
            {
                continue;
            }

            if (palette.IndexOf(color) is null)
            {
                return null;
            }

            last = color;
        }

        return palette;
    }

    /// <summary>The numbers of opaque pixels' colours, all of which were counted.</summary>
    public void IndexesOf(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> indexes)
    {
        green = green[..red.Length];
        blue = blue[..red.Length];
        uint last = 0; // Transparent: none of them.
        byte index = 0;
        for (int i = 0; i < red.Length; i++)
        {
            uint color = ColorOf(red[i], green[i], blue[i], 255);
            if (color != last)
            {
                index = IndexOf(color) ?? throw new ArgumentException($"Colour {color:X8} was not counted.", nameof(red));
                last = color;
            }

            indexes[i] = index;
        }
    }

    /// <summary>Bits of one index.</summary>
    public int BitDepth =>
        Count switch
        {
            <= 2 => 1,
            <= 4 => 2,
            <= 16 => 4,
            _ => 8,
        };

    /// <summary>PLTE.</summary>
    public byte[] ToPlte()
    {
        byte[] plte = new byte[Count * 3];
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, _colors[i]);
            bytes[..3].CopyTo(plte.AsSpan(i * 3));
        }

        return plte;
    }

    private static uint ColorOf(byte red, byte green, byte blue, byte alpha) =>
        red | ((uint)green << 8) | ((uint)blue << 16) | ((uint)alpha << 24);

    private byte? IndexOf(uint color)
    {
        short[] slots = _slots;
        // Fibonacci hashing: the product's high bits depend on every byte of the colour.
        int slot = (int)(color * 2654435769u >> 23);
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
}
